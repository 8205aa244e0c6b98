/** The values that templates compute with: Go's kinds of values, each with the sources that it came from. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.template.value;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
