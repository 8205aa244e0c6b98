@NullMarked
package io.github.akspolicy.schema;

import org.jspecify.annotations.NullMarked;
