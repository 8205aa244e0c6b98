@NullMarked
package io.github.akspolicy.evaluate;

import org.jspecify.annotations.NullMarked;
