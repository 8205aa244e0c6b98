/** Copies of a chart for Helm, and what Helm makes of them: of the chart as it is, the documents that policies evaluate. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.plain;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
