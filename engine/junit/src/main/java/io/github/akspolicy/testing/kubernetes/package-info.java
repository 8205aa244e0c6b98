/** The releases of an environment as a Kubernetes cluster, for tests of code that uses one. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.testing.kubernetes;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
