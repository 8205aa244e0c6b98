/**
 * The cluster and what belongs to it, as Azure will see it, whatever notation says so. Names are compared without regard
 * to case, null is absent, and what is known only at deployment is {@link io.github.akspolicy.manifest.Unresolved}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.resource.cluster;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
