/** What policies about signed images ask, and what they are answered. */
@NullMarked
package io.github.akspolicy.policy.signature;

import org.jspecify.annotations.NullMarked;
