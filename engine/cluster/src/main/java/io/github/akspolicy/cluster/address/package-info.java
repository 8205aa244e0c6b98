/** IP addresses and ranges of them, for the functions of templates and of Terraform. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cluster.address;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
