@NullMarked
package io.github.akspolicy.policy;

import org.jspecify.annotations.NullMarked;
