/** The text of templates: actions, text and expressions, as Go reads them. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.template;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
