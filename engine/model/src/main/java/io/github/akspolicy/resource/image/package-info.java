/** Image references, the images lock, and trust policies. */
@NullMarked
package io.github.akspolicy.resource.image;

import org.jspecify.annotations.NullMarked;
