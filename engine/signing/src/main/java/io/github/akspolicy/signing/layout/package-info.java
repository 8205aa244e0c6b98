/** OCI image layouts, where evidence is kept. */
@NullMarked
package io.github.akspolicy.signing.layout;

import org.jspecify.annotations.NullMarked;
