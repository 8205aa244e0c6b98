/** How Go prints values: the verbs of {@code fmt} and the quotes of {@code strconv}. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.template.print;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
