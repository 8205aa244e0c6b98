/** Policies about how secrets reach pods. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.secrets;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
