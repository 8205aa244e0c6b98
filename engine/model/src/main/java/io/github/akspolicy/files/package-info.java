/**
 * Files that the tool itself writes: temporary folders of a run and results that appear in one step; patterns of paths; where its
 * pages are.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.files;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
