/** The JUnit door: a test engine that shows an evaluation as tests. */
@NullMarked
package io.github.akspolicy.junit;

import org.jspecify.annotations.NullMarked;
