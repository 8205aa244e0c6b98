/** Signatures that cosign made with keys. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.signing.cosign;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
