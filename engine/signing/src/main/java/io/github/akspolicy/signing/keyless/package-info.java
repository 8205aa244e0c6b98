/** The interface for keyless signatures, which another artifact implements. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.signing.keyless;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
