/** Bicep as it is written: its syntax, and the ARM template that it means. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cluster.bicep;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
