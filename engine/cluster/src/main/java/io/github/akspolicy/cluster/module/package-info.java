/** Terraform's configuration as it is written: what a root module says, without a plan. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cluster.module;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
