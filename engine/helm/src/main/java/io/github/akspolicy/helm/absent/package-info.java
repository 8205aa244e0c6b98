/** Which values decide about fields that a chart does not render, proven by renders with other values. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.absent;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
