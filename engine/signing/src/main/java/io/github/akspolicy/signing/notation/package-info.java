/** Signatures of the Notary Project. */
@NullMarked
package io.github.akspolicy.signing.notation;

import org.jspecify.annotations.NullMarked;
