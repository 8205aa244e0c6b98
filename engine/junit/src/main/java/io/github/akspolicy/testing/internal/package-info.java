/** Classes that the testing kit and the engine share. */
@NullMarked
package io.github.akspolicy.testing.internal;

import org.jspecify.annotations.NullMarked;
