/** Reads definitions of clusters and of what belongs to them. */
@NullMarked
package io.github.akspolicy.cluster;

import org.jspecify.annotations.NullMarked;
