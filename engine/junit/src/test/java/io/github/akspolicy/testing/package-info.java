@NullMarked
package io.github.akspolicy.testing;

import org.jspecify.annotations.NullMarked;
