/** The built-in policies and the profiles that list them. */
@NullMarked
package io.github.akspolicy.policies;

import org.jspecify.annotations.NullMarked;
