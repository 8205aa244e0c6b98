/** Policies about workloads, their namespaces and the kinds that may be deployed. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.workload;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
