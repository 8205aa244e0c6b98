/** The text of templates: actions, text and expressions, as Go reads them. */
@NullMarked
package io.github.akspolicy.helm.template;

import org.jspecify.annotations.NullMarked;
