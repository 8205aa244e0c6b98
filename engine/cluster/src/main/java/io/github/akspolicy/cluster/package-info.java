/** Reads definitions of clusters and of what belongs to them. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cluster;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
