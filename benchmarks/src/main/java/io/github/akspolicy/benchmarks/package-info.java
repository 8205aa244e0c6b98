/** Measures the time and memory budgets. */
@NullMarked
package io.github.akspolicy.benchmarks;

import org.jspecify.annotations.NullMarked;
