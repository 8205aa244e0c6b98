package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.AccessBudget;
import io.github.akspolicy.resource.rbac.Binding;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the team agreed on about access holds, though roles and bindings change in many files. */
final class AccessMustBeAsExpected extends BuiltInEnvironmentPolicy<Binding> {
    private static final Parameter<List<String>> EXPECTATIONS =
            Parameter.strings("expectations", List.of(), "sentences about access: " + Expectation.FORM);

    private static final Set<Index<?, ?>> READS = Stream.concat(
                    AccessFacts.ACCESS.reads().stream(), Stream.of(AccessFacts.BUDGETS))
            .collect(Collectors.toUnmodifiableSet());

    AccessMustBeAsExpected() {
        super(
                RbacFacts.BINDINGS,
                READS,
                policy("rbac/expected-access", HIGH, "Stated access expectations must hold")
                        .fix("change the rule or the binding, or the expectation when it is what changed")
                        .parameters(EXPECTATIONS));
    }

    @Override
    public void evaluate(Binding binding, Indexes indexes, Judgement judgement) {
        for (AccessBudget budget : indexes.all(AccessFacts.BUDGETS)) {
            BudgetExcess.report(budget, binding, indexes.derive(AccessFacts.AUTHORIZER), judgement);
        }
        Access access = indexes.derive(AccessFacts.ACCESS);
        for (String text : judgement.get(EXPECTATIONS)) {
            new ExpectedAccess(Expectation.parse(text), binding, indexes.all(RbacFacts.BINDINGS), access)
                    .report(judgement);
        }
    }
}
