package example;

import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.junit.PolicyRule;
import io.github.akspolicy.junit.PolicyTests;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.fluent.Policies;

/** The rules of an organisation, which run in the build of every service. */
@PolicyTests
public class ContosoTest {
    @PolicyRule
    static final Policy COST_CENTER = Policies.workloads()
            .must(haveLabel("cost-center"))
            .because("finance charges by it")
            .as("contoso/cost-center");

    @PolicyRule
    void somethingIsDeployed(Environment environment) {
        if (environment.resources().workloads().isEmpty()) {
            throw new AssertionError("nothing runs in " + environment);
        }
    }
}
