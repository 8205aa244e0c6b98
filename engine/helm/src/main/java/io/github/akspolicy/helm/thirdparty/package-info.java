/** Which lines are those of third-party charts, and what the repository has to do with them. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.thirdparty;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
