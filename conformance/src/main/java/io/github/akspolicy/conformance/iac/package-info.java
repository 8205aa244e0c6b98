/** Terraform and Bicep as they are written, against cases of others. */
@NullMarked
package io.github.akspolicy.conformance.iac;

import org.jspecify.annotations.NullMarked;
