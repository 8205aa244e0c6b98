/**
 * What the goals of the Maven plugin and the commands of the command line do. Either adapts: it reads options, says where
 * lines go, and turns the outcome into its own kind of failure.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.run;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
