/** Quantities and the parts of pods with a syntax of their own. */
@NullMarked
package io.github.akspolicy.resource.workload;

import org.jspecify.annotations.NullMarked;
