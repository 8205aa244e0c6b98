package com.contoso.policies;

import static io.github.akspolicy.assertj.AksPolicyAssertions.assertThat;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.junit.PolicyRule;
import io.github.akspolicy.junit.PolicyTests;

/** What {@code aks-policy.yaml} deploys, evaluated by the policies of the team; and the files in {@code src/test/policies}. */
@PolicyTests
class ShopPoliciesTest {
    @PolicyRule
    void theCartIsOurs(Environment environment) {
        assertThat(environment)
                .workload("cart")
                .hasReplicasAtLeast(2)
                .container("cart")
                .hasImageFrom("contoso.azurecr.io");
    }
}
