/** Policies about image references. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.image;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
