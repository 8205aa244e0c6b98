/** Image references, the images lock, and trust policies. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.resource.image;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
