/** Policies about services, ingresses and network policies. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.network;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
