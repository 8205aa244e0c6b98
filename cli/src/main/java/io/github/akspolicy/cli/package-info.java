/** The command line: adapts the commands of {@code engine/run}, and knows nothing else. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cli;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
