/** What Helm makes of a chart as it is: the documents that policies evaluate. */
@NullMarked
package io.github.akspolicy.helm.plain;

import org.jspecify.annotations.NullMarked;
