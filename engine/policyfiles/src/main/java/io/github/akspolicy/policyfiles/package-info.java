/** Policies without Java: a YAML file with a JSON Schema. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policyfiles;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
