/** Values of a chart in layers, and the line that each comes from. */
@NullMarked
package io.github.akspolicy.helm.values;

import org.jspecify.annotations.NullMarked;
