@NullMarked
package io.github.akspolicy.helm.engine;

import org.jspecify.annotations.NullMarked;
