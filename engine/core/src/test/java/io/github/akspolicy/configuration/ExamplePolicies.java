package io.github.akspolicy.configuration;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.spi.PolicyProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Policies with settings of every type, found by the service loader in the tests of this module. */
public final class ExamplePolicies implements PolicyProvider {
    static final Parameter<Boolean> STRICT = Parameter.flag("strict", false, "Whether everything must have it.");
    static final Parameter<Long> MOST = Parameter.integer("most", 10, "How many at most.");
    static final Parameter<String> OWNER = Parameter.string("owner", "", "Who.");
    static final Parameter<List<String>> NAMES = Parameter.strings("names", List.of("finance"), "The names.");
    static final Parameter<String> MODE = Parameter.choice("mode", List.of("all", "azure"), "all", "Which ones.");
    static final Parameter<Set<String>> KINDS =
            Parameter.choices("kinds", List.of("Pod", "Job", "Role"), Set.of("Pod"), "The kinds.");

    /** An organisation's own profile. */
    static final Profile CONTOSO = new Profile("contoso", "What Contoso asks for.");

    /** Fails when the label {@code cost-center} is missing. */
    private record CostCenter(PolicyInfo info) implements ResourcePolicy<Resource> {
        @Override
        public ViewType<Resource> view() {
            return ViewType.RESOURCE;
        }

        @Override
        public void evaluate(Resource resource, Judgement judgement) {
            var labels = resource.root().get("metadata").get("labels");
            if (!labels.get("cost-center").isWritten()) {
                judgement.fail(labels, "label cost-center is missing");
            }
        }
    }

    static final Policy COST_CENTER = new CostCenter(PolicyInfo.of(
                    "label/cost-center", Severity.HIGH, "Everything must have a cost center", "add the label")
            .formerly("label/costs")
            .parameters(STRICT, MOST, OWNER, NAMES, MODE, KINDS)
            .in(Profile.RECOMMENDED)
            .in(CONTOSO, Parameters.DEFAULTS.with(MOST, 3L).with(KINDS, Set.of("Role", "Job"))));
    static final Policy TEAM =
            new CostCenter(PolicyInfo.of("label/team", Severity.LOW, "Everything must have a team", "add the label"));

    @Override
    public List<Policy> policies() {
        return List.of(COST_CENTER, TEAM);
    }

    @Override
    public Optional<String> documentation(String id) {
        return Optional.empty();
    }
}
