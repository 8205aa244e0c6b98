/**
 * Files that the tool itself writes: temporary folders of a run and results that appear in one step; patterns of paths; where its
 * pages are.
 */
@NullMarked
package io.github.akspolicy.files;

import org.jspecify.annotations.NullMarked;
