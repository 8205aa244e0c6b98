/** Writers of an evaluation: SARIF, CI annotations, HTML. */
@NullMarked
package io.github.akspolicy.report;

import org.jspecify.annotations.NullMarked;
