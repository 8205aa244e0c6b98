/** Renders Helm charts and maps each rendered line to the template and values line it came from. */
@NullMarked
package io.github.akspolicy.helm;

import org.jspecify.annotations.NullMarked;
