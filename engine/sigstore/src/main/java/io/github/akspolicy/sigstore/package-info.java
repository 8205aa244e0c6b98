/** Keyless signatures of sigstore. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.sigstore;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
