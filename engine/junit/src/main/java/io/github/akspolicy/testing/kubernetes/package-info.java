/** What an environment releases, as a Kubernetes cluster for tests of code that asks one. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.testing.kubernetes;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
