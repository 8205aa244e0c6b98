/** Policies about Kubernetes RBAC. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.rbac;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
