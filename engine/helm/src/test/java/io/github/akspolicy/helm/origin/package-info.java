@NullMarked
package io.github.akspolicy.helm.origin;

import org.jspecify.annotations.NullMarked;
