/** Answers to what people ask of an environment, as lines of text. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.explain;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
