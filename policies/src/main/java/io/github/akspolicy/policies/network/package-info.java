/** Policies about services, ingresses and network policies. */
@NullMarked
package io.github.akspolicy.policies.network;

import org.jspecify.annotations.NullMarked;
