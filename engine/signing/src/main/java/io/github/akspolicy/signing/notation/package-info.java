/** Signatures of the Notary Project. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.signing.notation;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
