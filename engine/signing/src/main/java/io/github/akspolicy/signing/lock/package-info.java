/** The images lock: which digest a tag means. */
@NullMarked
package io.github.akspolicy.signing.lock;

import org.jspecify.annotations.NullMarked;
