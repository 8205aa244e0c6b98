/** Findings as threads and checks of a pull request. The only network that is used is the service of that pull request. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.review;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
