/** Definitions that several files make together. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cluster.text;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
