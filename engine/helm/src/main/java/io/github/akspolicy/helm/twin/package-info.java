/** The marked copy of a chart, whose render tells which template line wrote what. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.twin;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
