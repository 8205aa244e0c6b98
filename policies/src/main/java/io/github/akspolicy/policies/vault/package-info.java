/** Policies about the key vaults that hold what workloads and clusters use. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.vault;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
