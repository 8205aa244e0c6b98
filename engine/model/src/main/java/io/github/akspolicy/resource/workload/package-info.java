/** Quantities and the parts of pods with a syntax of their own. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.resource.workload;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
