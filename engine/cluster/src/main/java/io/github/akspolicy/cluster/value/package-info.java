/** Values of Terraform's language: what they are, what converts into what, and the functions that make others of them. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cluster.value;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
