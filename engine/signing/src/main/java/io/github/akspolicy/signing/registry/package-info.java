@NullMarked
package io.github.akspolicy.signing.registry;

import org.jspecify.annotations.NullMarked;
