/** Why Helm refuses a chart: the line of the template, and that of the values which are the cause. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.failure;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
