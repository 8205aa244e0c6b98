/** Values of a chart in layers, and the line that each comes from. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.values;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
