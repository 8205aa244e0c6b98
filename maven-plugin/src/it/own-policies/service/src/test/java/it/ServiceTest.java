package it;

import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.junit.PolicyRule;
import io.github.akspolicy.junit.PolicyTests;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.fluent.Policies;

@PolicyTests
class ServiceTest {
    @PolicyRule
    static final Policy TEAM = Policies.workloads().must(haveLabel("team")).as("it/team");

    static {
        System.err.println("ServiceTest is executed");
    }

    @PolicyRule
    void asks(Environment environment) {
        throw new AssertionError("only the tests ask");
    }
}
