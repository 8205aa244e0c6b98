/** What built-in policies of several topics share: their base classes, kinds of parameters, and facts. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.base;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
