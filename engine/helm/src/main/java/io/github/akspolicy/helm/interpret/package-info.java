/** What the expressions of templates are, over values of which not all is known. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.interpret;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
