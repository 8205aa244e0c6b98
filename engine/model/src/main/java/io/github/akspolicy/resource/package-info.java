/** Documents as Kubernetes objects, and typed views of them with the values that the API server would see. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.resource;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
