/** Answers to what people ask of an environment, as lines of text. */
@NullMarked
package io.github.akspolicy.explain;

import org.jspecify.annotations.NullMarked;
