@NullMarked
package io.github.akspolicy.helm.values;

import org.jspecify.annotations.NullMarked;
