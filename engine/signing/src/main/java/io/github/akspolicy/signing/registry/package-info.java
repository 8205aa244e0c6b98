/** Registries, asked by the goal that writes the images lock and by nothing else. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.signing.registry;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
