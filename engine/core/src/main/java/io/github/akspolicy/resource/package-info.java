@NullMarked
package io.github.akspolicy.resource;

import org.jspecify.annotations.NullMarked;
