/** Policies about service accounts and Microsoft Entra Workload ID. */
@NullMarked
package io.github.akspolicy.policies.identity;

import org.jspecify.annotations.NullMarked;
