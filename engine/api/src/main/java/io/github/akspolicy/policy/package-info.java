/** Policies, their metadata, and what they say about a resource. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policy;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
