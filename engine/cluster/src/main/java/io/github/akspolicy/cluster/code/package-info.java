/** Where the sources of generated definitions say something: Terraform's and Bicep's files, not evaluated. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.cluster.code;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
