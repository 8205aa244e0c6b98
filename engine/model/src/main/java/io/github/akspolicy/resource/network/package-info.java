/** Services and ingresses as the API server sees them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.resource.network;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
