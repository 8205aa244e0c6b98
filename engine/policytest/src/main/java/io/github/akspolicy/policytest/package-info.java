/** Tests of policies: cases in files, marked manifests, and what is checked of them. Test frameworks and goals only run them. */
@NullMarked
package io.github.akspolicy.policytest;

import org.jspecify.annotations.NullMarked;
