/** Certificate chains, validity and revocation. */
@NullMarked
package io.github.akspolicy.signing.certificate;

import org.jspecify.annotations.NullMarked;
