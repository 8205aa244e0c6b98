/** From a line of a rendered document to the template and values lines that wrote it. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.origin;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
