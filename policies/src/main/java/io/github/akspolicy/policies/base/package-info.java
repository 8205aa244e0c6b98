/** What built-in policies of several topics share: their base classes, kinds of parameters, and facts. */
@NullMarked
package io.github.akspolicy.policies.base;

import org.jspecify.annotations.NullMarked;
