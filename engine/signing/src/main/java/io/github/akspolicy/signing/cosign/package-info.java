/** Signatures that cosign made with keys. */
@NullMarked
package io.github.akspolicy.signing.cosign;

import org.jspecify.annotations.NullMarked;
