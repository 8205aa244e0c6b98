/** Documents with positions: YAML and JSON as kubectl reads them, and paths to fields that may be absent. */
@NullMarked
package io.github.akspolicy.manifest;

import org.jspecify.annotations.NullMarked;
