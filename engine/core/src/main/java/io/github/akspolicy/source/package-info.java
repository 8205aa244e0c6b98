@NullMarked
package io.github.akspolicy.source;

import org.jspecify.annotations.NullMarked;
