/** Policies without Java: a YAML file with a JSON Schema. */
@NullMarked
package io.github.akspolicy.policyfiles;

import org.jspecify.annotations.NullMarked;
