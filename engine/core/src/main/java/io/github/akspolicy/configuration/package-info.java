@NullMarked
package io.github.akspolicy.configuration;

import org.jspecify.annotations.NullMarked;
