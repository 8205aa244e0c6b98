/** Policy tests in files, and what they have in common with those in Java: marked manifests and what is checked of them. */
@NullMarked
package io.github.akspolicy.testing.internal;

import org.jspecify.annotations.NullMarked;
