/**
 * Interfaces for modules that bring policies, read them from files, or verify signatures. Implementations are found by
 * {@link java.util.ServiceLoader}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
