/** What an environment releases, as a Kubernetes cluster for tests of code that asks one. */
@NullMarked
package io.github.akspolicy.testing.kubernetes;

import org.jspecify.annotations.NullMarked;
