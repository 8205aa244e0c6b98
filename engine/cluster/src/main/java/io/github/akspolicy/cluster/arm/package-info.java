/** ARM templates: what they deploy, as far as it can be known before the deployment. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cluster.arm;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
