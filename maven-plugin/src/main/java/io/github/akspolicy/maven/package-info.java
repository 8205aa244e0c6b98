/** The Maven door: thin goals that verify a project and show what was found. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.maven;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
