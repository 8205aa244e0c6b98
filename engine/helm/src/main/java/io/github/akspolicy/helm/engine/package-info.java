/** The process that runs Helm: how it starts, what it may use, and when it is ended. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.engine;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
