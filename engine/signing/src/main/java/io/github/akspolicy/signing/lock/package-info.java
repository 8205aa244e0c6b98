/** The images lock: which digest a tag means. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.signing.lock;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
