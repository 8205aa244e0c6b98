/**
 * What modules implement that bring policies, read them from files, or verify signatures. Implementations are found by
 * {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.github.akspolicy.spi;

import org.jspecify.annotations.NullMarked;
