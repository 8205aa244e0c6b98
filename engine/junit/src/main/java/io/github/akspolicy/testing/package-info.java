/** Tests of policies themselves: manifests that mark on their lines what must be found in them. */
@NullMarked
package io.github.akspolicy.testing;

import org.jspecify.annotations.NullMarked;
