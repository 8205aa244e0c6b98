/** Policies about kubeconfig files: what gives access to the cluster. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.kubeconfig;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
