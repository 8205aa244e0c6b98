@NullMarked
package io.github.akspolicy.helm.plain;

import org.jspecify.annotations.NullMarked;
