@NullMarked
package io.github.akspolicy.maven;

import org.jspecify.annotations.NullMarked;
