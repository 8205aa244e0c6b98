/** ARM templates: what they deploy, as far as it can be known before the deployment. */
@NullMarked
package io.github.akspolicy.cluster.arm;

import org.jspecify.annotations.NullMarked;
