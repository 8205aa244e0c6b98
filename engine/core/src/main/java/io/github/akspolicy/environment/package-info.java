/** Environments to ask: what is deployed, with every resource in memory and the lines behind it. */
@NullMarked
package io.github.akspolicy.environment;

import org.jspecify.annotations.NullMarked;
