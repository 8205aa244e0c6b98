/** The envelopes that hold a signature: JWS, COSE and DSSE. */
@NullMarked
package io.github.akspolicy.signing.envelope;

import org.jspecify.annotations.NullMarked;
