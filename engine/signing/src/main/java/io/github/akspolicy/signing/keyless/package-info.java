/** The interface for keyless signatures, which another artifact implements. */
@NullMarked
package io.github.akspolicy.signing.keyless;

import org.jspecify.annotations.NullMarked;
