@NullMarked
package io.github.akspolicy.assertj;

import org.jspecify.annotations.NullMarked;
