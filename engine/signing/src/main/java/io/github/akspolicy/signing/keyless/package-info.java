@NullMarked
package io.github.akspolicy.signing.keyless;

import org.jspecify.annotations.NullMarked;
