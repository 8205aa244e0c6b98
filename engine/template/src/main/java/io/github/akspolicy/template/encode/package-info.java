/** Values as YAML, JSON and TOML, and back, as the libraries of Helm write and read them; leaves keep their sources. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.template.encode;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
