@NullMarked
package io.github.akspolicy.signing.lock;

import org.jspecify.annotations.NullMarked;
