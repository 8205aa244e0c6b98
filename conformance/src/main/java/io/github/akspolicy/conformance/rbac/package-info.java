/** Runs over decisions of Kubernetes' own RBAC code. */
@NullMarked
package io.github.akspolicy.conformance.rbac;

import org.jspecify.annotations.NullMarked;
