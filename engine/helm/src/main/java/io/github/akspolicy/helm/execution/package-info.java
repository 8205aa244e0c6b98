/** The executor of templates, with charts as they are loaded here. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.execution;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
