/** What every kind of signature needs: the descriptor of what is signed, and why a signature does not count. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.signing.base;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
