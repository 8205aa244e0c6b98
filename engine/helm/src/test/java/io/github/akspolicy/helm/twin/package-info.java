@NullMarked
package io.github.akspolicy.helm.twin;

import org.jspecify.annotations.NullMarked;
