/**
 * Policies in one sentence: {@code Policies.workloads().that(beInNamespace("store")).must(haveLabel("cost-center"))}. A
 * rule that does not fit a sentence implements {@link io.github.akspolicy.policy.ResourcePolicy} or {@link
 * io.github.akspolicy.policy.EnvironmentPolicy}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policy.fluent;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
