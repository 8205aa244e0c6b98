/** Signatures with labelled verdicts. */
@NullMarked
package io.github.akspolicy.conformance.signing;

import org.jspecify.annotations.NullMarked;
