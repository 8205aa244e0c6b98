/** What every kind of signature needs: the descriptor of what is signed, and why a signature does not count. */
@NullMarked
package io.github.akspolicy.signing.base;

import org.jspecify.annotations.NullMarked;
