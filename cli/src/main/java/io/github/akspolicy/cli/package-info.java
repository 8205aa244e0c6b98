/** The command line: adapts the commands of {@code engine/run}, and knows nothing else. */
@NullMarked
package io.github.akspolicy.cli;

import org.jspecify.annotations.NullMarked;
