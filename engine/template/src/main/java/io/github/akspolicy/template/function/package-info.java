/** The functions that templates call: those of Go, of Sprig and of Helm. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.template.function;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
