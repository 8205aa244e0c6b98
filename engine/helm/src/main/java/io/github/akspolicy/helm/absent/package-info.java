/** Which values decide about fields that a chart does not render, proven by renders with other values. */
@NullMarked
package io.github.akspolicy.helm.absent;

import org.jspecify.annotations.NullMarked;
