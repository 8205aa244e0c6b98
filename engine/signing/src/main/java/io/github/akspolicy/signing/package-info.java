/** Signatures of images, verified without network. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.signing;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
