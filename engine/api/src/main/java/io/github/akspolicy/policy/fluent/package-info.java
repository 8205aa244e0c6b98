/**
 * Policies in one sentence: {@code Policies.workloads().that(beInNamespace("store")).must(haveLabel("cost-center"))}. What
 * does not fit a sentence implements {@link io.github.akspolicy.policy.ResourcePolicy} or {@link
 * io.github.akspolicy.policy.EnvironmentPolicy}.
 */
@NullMarked
package io.github.akspolicy.policy.fluent;

import org.jspecify.annotations.NullMarked;
