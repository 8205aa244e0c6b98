/** The JUnit entry point: a test engine that shows an evaluation as tests. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.junit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
