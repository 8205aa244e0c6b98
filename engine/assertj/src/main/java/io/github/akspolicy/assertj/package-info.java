/**
 * AssertJ assertions on what is deployed; {@link io.github.akspolicy.assertj.AksPolicyAssertions} is the entry.
 *
 * <p>Questions of a field of its own (RBAC, identities, images, clusters) begin at {@link
 * io.github.akspolicy.assertj.EnvironmentAssert} or {@link io.github.akspolicy.assertj.WorkloadAssert} with a method that
 * leads to an assertion class of that field; all of them extend {@link io.github.akspolicy.assertj.DeployedAssert}, which
 * writes the message with the lines and knows whether assertions are soft.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.assertj;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
