/** The marked copy of a chart, whose render tells which template line wrote what. */
@NullMarked
package io.github.akspolicy.helm.twin;

import org.jspecify.annotations.NullMarked;
