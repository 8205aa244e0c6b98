/**
 * An evaluation in a separate process: half of what a build of seconds costs in Maven's JVM is an optimising compiler that never
 * earns it back, and the flags of that JVM are the user's.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.evaluator;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
