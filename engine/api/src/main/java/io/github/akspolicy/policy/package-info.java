/** What a rule is: policies, what is known about them without running them, and what they say about a resource. */
@NullMarked
package io.github.akspolicy.policy;

import org.jspecify.annotations.NullMarked;
