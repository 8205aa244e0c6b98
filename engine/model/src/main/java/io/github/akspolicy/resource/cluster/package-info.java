/**
 * The cluster and what belongs to it, as Azure will see it, whatever notation says so. Names are compared without regard
 * to case, null is absent, and what is known only at deployment is {@link io.github.akspolicy.manifest.Unresolved}.
 */
@NullMarked
package io.github.akspolicy.resource.cluster;

import org.jspecify.annotations.NullMarked;
