/** The envelopes that hold a signature: JWS, COSE and DSSE. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.signing.envelope;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
