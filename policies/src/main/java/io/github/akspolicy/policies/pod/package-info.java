/** Policies about the security context of pods and containers. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.pod;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
