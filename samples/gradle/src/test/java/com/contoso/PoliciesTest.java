package com.contoso;

import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;

import io.github.akspolicy.junit.PolicyRule;
import io.github.akspolicy.junit.PolicyTests;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.fluent.Policies;

/** What {@code aks-policy.yaml} deploys, evaluated below Gradle; and the files in {@code src/test/policies}. */
@PolicyTests
class PoliciesTest {
    @PolicyRule
    static final Policy COST_CENTER = Policies.workloads()
            .must(haveLabel("cost-center"))
            .because("finance charges by it")
            .as("contoso/cost-center");
}
