@NullMarked
package io.github.akspolicy.policyfiles;

import org.jspecify.annotations.NullMarked;
