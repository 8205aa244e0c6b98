/** Renders Helm charts and maps each rendered line to the template and values line it came from. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
