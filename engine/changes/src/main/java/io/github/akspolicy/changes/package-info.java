/** What a change of a git repository makes better or worse. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.changes;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
