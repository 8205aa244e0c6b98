@NullMarked
package io.github.akspolicy.resource.image;

import org.jspecify.annotations.NullMarked;
