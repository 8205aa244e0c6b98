/** Policies about workloads, their namespaces and the kinds that may be deployed. */
@NullMarked
package io.github.akspolicy.policies.workload;

import org.jspecify.annotations.NullMarked;
