/** Policies about the container registry that the cluster pulls from. */
@NullMarked
package io.github.akspolicy.policies.registry;

import org.jspecify.annotations.NullMarked;
