/** Policies about image references. */
@NullMarked
package io.github.akspolicy.policies.image;

import org.jspecify.annotations.NullMarked;
