/** Executes templates: walks the tree with a state, as Go's {@code text/template} does. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.template.exec;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
