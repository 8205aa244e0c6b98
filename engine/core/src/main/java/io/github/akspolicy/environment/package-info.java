/** Environments to ask: what is deployed, with every resource in memory and the lines behind it. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.environment;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
