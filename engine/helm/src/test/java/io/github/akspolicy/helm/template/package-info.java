@NullMarked
package io.github.akspolicy.helm.template;

import org.jspecify.annotations.NullMarked;
