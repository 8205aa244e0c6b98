/** OCI image layouts, where evidence is kept. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.signing.layout;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
