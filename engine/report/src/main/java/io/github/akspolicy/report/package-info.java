/** Writers of an evaluation: SARIF, CI annotations, HTML. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.report;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
