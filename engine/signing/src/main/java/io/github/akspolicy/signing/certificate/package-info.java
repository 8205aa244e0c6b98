/** Certificate chains, validity and revocation. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.signing.certificate;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
