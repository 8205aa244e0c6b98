/** Tests of policies themselves: manifests that mark on their lines what must be found in them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.testing;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
