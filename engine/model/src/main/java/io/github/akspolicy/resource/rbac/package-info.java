@NullMarked
package io.github.akspolicy.resource.rbac;

import org.jspecify.annotations.NullMarked;
