@NullMarked
package io.github.akspolicy.signing.envelope;

import org.jspecify.annotations.NullMarked;
