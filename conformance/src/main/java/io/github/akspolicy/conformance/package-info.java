/** Measures agreement with other tools and with data labelled by others. */
@NullMarked
package io.github.akspolicy.conformance;

import org.jspecify.annotations.NullMarked;
