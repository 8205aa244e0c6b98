/** Documents with positions: YAML and JSON as kubectl reads them, and paths to fields that may be absent. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.manifest;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
