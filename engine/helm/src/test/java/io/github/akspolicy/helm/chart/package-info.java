@NullMarked
package io.github.akspolicy.helm.chart;

import org.jspecify.annotations.NullMarked;
