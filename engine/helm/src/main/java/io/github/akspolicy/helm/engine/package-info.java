/** The process that runs Helm: how it starts, what it may use, and when it is ended. */
@NullMarked
package io.github.akspolicy.helm.engine;

import org.jspecify.annotations.NullMarked;
