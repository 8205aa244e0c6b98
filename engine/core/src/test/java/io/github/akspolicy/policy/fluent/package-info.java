@NullMarked
package io.github.akspolicy.policy.fluent;

import org.jspecify.annotations.NullMarked;
