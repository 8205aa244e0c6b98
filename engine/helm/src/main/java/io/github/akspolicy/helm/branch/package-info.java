/** Finds the conditions of templates that a deployment may decide otherwise than the render did. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.branch;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
