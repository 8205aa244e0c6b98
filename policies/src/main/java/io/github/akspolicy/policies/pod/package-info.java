/** Policies about the security context of pods and containers. */
@NullMarked
package io.github.akspolicy.policies.pod;

import org.jspecify.annotations.NullMarked;
