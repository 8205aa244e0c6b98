/** Helm charts as the executor sees them: objects, functions between templates, the order of files. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.template.chart;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
