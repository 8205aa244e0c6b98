/**
 * What modules implement that bring a reader, a renderer, a verifier or policies, and the types that they hand over. Implementations are found
 * by {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.github.akspolicy.spi;

import org.jspecify.annotations.NullMarked;
