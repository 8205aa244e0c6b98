/** Plans and JSON configuration of Terraform. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cluster.terraform;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
