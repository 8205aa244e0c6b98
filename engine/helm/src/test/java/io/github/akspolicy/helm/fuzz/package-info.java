/** Compares what is evaluated of generated charts with what Helm deploys of them. */
@NullMarked
package io.github.akspolicy.helm.fuzz;

import org.jspecify.annotations.NullMarked;
