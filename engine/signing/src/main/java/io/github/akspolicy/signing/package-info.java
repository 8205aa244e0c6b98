@NullMarked
package io.github.akspolicy.signing;

import org.jspecify.annotations.NullMarked;
