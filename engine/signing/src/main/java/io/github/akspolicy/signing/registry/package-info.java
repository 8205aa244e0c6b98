/** Registries, asked by the goal that writes the images lock and by nothing else. */
@NullMarked
package io.github.akspolicy.signing.registry;

import org.jspecify.annotations.NullMarked;
