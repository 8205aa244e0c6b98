/** Finds the conditions of templates that a deployment may decide otherwise than the render did. */
@NullMarked
package io.github.akspolicy.helm.branch;

import org.jspecify.annotations.NullMarked;
