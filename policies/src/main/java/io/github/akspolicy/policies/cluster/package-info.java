/** Policies about the cluster itself: how it is reached, who may enter, what runs in it. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.cluster;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
