/** What templates wrote, and what each piece of it came from. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.written;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
