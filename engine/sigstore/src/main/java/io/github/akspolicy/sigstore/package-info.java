/** Keyless signatures of sigstore. */
@NullMarked
package io.github.akspolicy.sigstore;

import org.jspecify.annotations.NullMarked;
