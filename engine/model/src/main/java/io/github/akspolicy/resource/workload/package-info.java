@NullMarked
package io.github.akspolicy.resource.workload;

import org.jspecify.annotations.NullMarked;
