/** What a change of a git repository makes better or worse. */
@NullMarked
package io.github.akspolicy.changes;

import org.jspecify.annotations.NullMarked;
