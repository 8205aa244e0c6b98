/** The syntax of HCL, in which Terraform's configuration is written. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cluster.hcl;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
