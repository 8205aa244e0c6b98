@NullMarked
package io.github.akspolicy.helm;

import org.jspecify.annotations.NullMarked;
