/** Findings that a text marks on its lines, as tests of policies do, compared with those that are found. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.evaluate.marks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
