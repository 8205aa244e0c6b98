/** Policies about the cluster itself: how it is reached, who may enter, what runs in it. */
@NullMarked
package io.github.akspolicy.policies.cluster;

import org.jspecify.annotations.NullMarked;
