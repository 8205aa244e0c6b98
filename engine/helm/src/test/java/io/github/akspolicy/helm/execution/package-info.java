@NullMarked
package io.github.akspolicy.helm.execution;

import org.jspecify.annotations.NullMarked;
