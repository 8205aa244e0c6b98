/** Charts on disk as Helm loads them: archives, dependencies, {@code .helmignore}. */
@NullMarked
package io.github.akspolicy.helm.chart;

import org.jspecify.annotations.NullMarked;
