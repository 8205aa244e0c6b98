@NullMarked
package io.github.akspolicy.signing.cosign;

import org.jspecify.annotations.NullMarked;
