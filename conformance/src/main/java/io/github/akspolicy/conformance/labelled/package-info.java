/** Judges the cases that other projects label in their own test suites. */
@NullMarked
package io.github.akspolicy.conformance.labelled;

import org.jspecify.annotations.NullMarked;
