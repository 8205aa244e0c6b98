/** From a line of a rendered document to the template and values lines that wrote it. */
@NullMarked
package io.github.akspolicy.helm.origin;

import org.jspecify.annotations.NullMarked;
