/** Renders public charts and checks documents, origins, lines and values keys against helm itself. */
@NullMarked
package io.github.akspolicy.conformance.charts;

import org.jspecify.annotations.NullMarked;
