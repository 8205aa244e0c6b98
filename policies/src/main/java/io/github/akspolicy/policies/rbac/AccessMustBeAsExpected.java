package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.AccessBudget;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the team agreed on about access holds, though roles and bindings change in many files. */
public final class AccessMustBeAsExpected extends BuiltInEnvironmentPolicy<Binding> {
    private static final Parameter<List<String>> EXPECTATIONS =
            Parameter.strings("expectations", List.of(), "sentences about access: " + Expectation.FORM);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/expected-access",
                    MEDIUM,
                    "Stated access expectations must hold",
                    "change the rule or the binding, or the expectation when it is what changed")
            .parameters(EXPECTATIONS)
            .in(TALK)
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    public AccessMustBeAsExpected() {
        super(RbacFacts.BINDINGS, Set.of(RbacFacts.ROLES, RbacFacts.BINDINGS, AccessFacts.BUDGETS), INFO);
    }

    @Override
    public void evaluate(Binding binding, Indexes indexes, Judgement judgement) {
        for (AccessBudget budget : indexes.all(AccessFacts.BUDGETS)) {
            BudgetExcess.report(budget, binding, indexes.derive(AccessFacts.AUTHORIZER), judgement);
        }
        Access access = indexes.derive(AccessFacts.ACCESS);
        for (String text : judgement.get(EXPECTATIONS)) {
            Expectation expectation = Expectation.parse(text);
            switch (expectation.mode()) {
                case CAN -> {
                    if (speaksFor(binding, expectation, indexes)) {
                        missing(expectation, access, binding, judgement);
                    }
                }
                case CANNOT ->
                    expectation
                            .requests()
                            .forEach(request -> reportIf(
                                    access.can(expectation.who().userInfo(), request)
                                            .grant(),
                                    request.toString(),
                                    expectation,
                                    binding,
                                    judgement));
                case ONLY ->
                    access.beyond(expectation.who().userInfo(), expectation.allowances()).stream()
                            .filter(excess -> excess.grant().binding() == binding)
                            .findFirst()
                            .ifPresent(excess -> reportIf(
                                    excess.grant(), excess.parts().get(0).toString(), expectation, binding, judgement));
            }
        }
    }

    /** What is not granted is told once: at the first binding of the subject, else at the first there is. */
    private static boolean speaksFor(Binding binding, Expectation expectation, Indexes indexes) {
        List<Binding> all = indexes.all(RbacFacts.BINDINGS);
        return binding
                == all.stream()
                        .filter(candidate -> candidate.subjects().stream()
                                .anyMatch(subject -> Principal.of(subject, candidate.namespace())
                                        .equals(Optional.of(expectation.who()))))
                        .findFirst()
                        .orElse(all.get(0));
    }

    private static void missing(Expectation expectation, Access access, Binding binding, Judgement judgement) {
        String denied = expectation.requests().stream()
                .filter(request ->
                        !access.can(expectation.who().userInfo(), request).isAllowed())
                .map(AccessRequest::toString)
                .collect(Collectors.joining("; "));
        if (!denied.isEmpty()) {
            judgement.add(Observation.violation(
                    binding.place(),
                    "expected: " + expectation.text() + "; " + Access.RBAC + " does not allow " + denied,
                    expectation.text()));
        }
    }

    private static void reportIf(
            @Nullable Grant grant, String what, Expectation expectation, Binding binding, Judgement judgement) {
        if (grant != null && grant.binding() == binding) {
            judgement.add(Observation.violation(
                            grant.subject().namePlace(),
                            "expected: " + expectation.text() + "; " + Access.RBAC + " allows " + what,
                            expectation.text() + '|' + what)
                    .withSteps(List.of(BudgetExcess.step(grant.rule()))));
        }
    }
}
