/** Where the sources of generated definitions say something: Terraform's and Bicep's files, scanned and not evaluated. */
@NullMarked
package io.github.akspolicy.cluster.code;

import org.jspecify.annotations.NullMarked;
