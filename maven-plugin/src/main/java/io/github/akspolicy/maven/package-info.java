/** The Maven door: thin goals that verify a project and show what was found. */
@NullMarked
package io.github.akspolicy.maven;

import org.jspecify.annotations.NullMarked;
