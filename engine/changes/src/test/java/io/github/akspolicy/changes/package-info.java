@NullMarked
package io.github.akspolicy.changes;

import org.jspecify.annotations.NullMarked;
