@NullMarked
package io.github.akspolicy.manifest;

import org.jspecify.annotations.NullMarked;
