/** Plans and JSON configuration of Terraform. */
@NullMarked
package io.github.akspolicy.cluster.terraform;

import org.jspecify.annotations.NullMarked;
