/** The built-in policies. {@link io.github.akspolicy.policies.BuiltInPolicies} lists them all. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
