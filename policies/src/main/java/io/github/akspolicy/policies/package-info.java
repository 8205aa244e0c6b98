/** The built-in policies. {@link io.github.akspolicy.policies.BuiltInPolicies} lists them all. */
@NullMarked
package io.github.akspolicy.policies;

import org.jspecify.annotations.NullMarked;
