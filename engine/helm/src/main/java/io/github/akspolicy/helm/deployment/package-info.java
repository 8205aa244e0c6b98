/** What only the deployment of a chart decides: found by executing its templates, and executing them otherwise. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.deployment;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
