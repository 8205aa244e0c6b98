@NullMarked
package io.github.akspolicy.helm.absent;

import org.jspecify.annotations.NullMarked;
