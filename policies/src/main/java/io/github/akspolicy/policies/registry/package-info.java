/** Policies about the container registry that the cluster pulls from. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.registry;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
