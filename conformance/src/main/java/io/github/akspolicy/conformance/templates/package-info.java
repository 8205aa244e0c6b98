/** What the executor of templates writes, beside what Helm answered. */
@NullMarked
package io.github.akspolicy.conformance.templates;

import org.jspecify.annotations.NullMarked;
