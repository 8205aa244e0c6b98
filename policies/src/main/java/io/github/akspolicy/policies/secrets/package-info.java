/** Policies about how secrets reach pods. */
@NullMarked
package io.github.akspolicy.policies.secrets;

import org.jspecify.annotations.NullMarked;
