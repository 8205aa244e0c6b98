/** Charts on disk as Helm loads them: archives, dependencies, {@code .helmignore}. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.chart;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
