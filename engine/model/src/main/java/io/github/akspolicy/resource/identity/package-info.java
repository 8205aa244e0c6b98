@NullMarked
package io.github.akspolicy.resource.identity;

import org.jspecify.annotations.NullMarked;
