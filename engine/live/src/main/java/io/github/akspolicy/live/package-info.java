/** Running clusters as a source: the same policies judge what runs, and what runs is compared with what was rendered. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.live;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
