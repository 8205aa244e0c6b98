/** Findings as threads and checks of a pull request. The only network that is used is the service of that pull request. */
@NullMarked
package io.github.akspolicy.review;

import org.jspecify.annotations.NullMarked;
