/** Makes the pages and schemas that are published, of the policies and of the hand-written pages. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.site;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
