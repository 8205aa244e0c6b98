/** Signatures of images, verified without network. */
@NullMarked
package io.github.akspolicy.signing;

import org.jspecify.annotations.NullMarked;
