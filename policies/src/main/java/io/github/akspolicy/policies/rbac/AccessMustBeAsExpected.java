package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.Access.Answer;
import io.github.akspolicy.resource.rbac.Access.Verdict;
import io.github.akspolicy.resource.rbac.AccessBudget;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.Principal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the team agreed on about access holds, though roles and bindings change in many files. */
public final class AccessMustBeAsExpected extends BuiltInEnvironmentPolicy<Binding> {
    private static final Parameter<List<String>> EXPECTATIONS =
            Parameter.strings("expectations", List.of(), "sentences about access: " + Expectation.FORM);

    private static final Set<Index<?>> READS = Stream.concat(
                    AccessFacts.ACCESS.reads().stream(), Stream.of(AccessFacts.BUDGETS))
            .collect(Collectors.toUnmodifiableSet());

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/expected-access",
                    MEDIUM,
                    "Stated access expectations must hold",
                    "change the rule or the binding, or the expectation when it is what changed")
            .parameters(EXPECTATIONS)
            .in(TALK)
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    public AccessMustBeAsExpected() {
        super(RbacFacts.BINDINGS, READS, INFO);
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
                case CANNOT -> {
                    boolean speaks = speaksFor(binding, expectation, indexes);
                    for (AccessRequest request : expectation.requests()) {
                        Answer answer = access.can(expectation.who().userInfo(), request);
                        reportIf(answer.grant(), request.toString(), expectation, binding, judgement);
                        if (speaks && answer.grant() == null) {
                            others(answer, request, expectation, binding, judgement);
                        }
                    }
                }
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
        var denied = new TreeMap<Verdict, List<AccessRequest>>();
        var authorizers = new EnumMap<Verdict, String>(Verdict.class);
        for (AccessRequest request : expectation.requests()) {
            Answer answer = access.can(expectation.who().userInfo(), request);
            authorizers.put(answer.verdict(), answer.authorizer());
            denied.computeIfAbsent(answer.verdict(), unused -> new ArrayList<>())
                    .add(request);
        }
        denied.remove(Verdict.ALLOWED);
        denied.forEach((verdict, requests) -> {
            String all = requests.stream().map(AccessRequest::toString).collect(Collectors.joining("; "));
            judgement.add(
                    verdict == Verdict.UNKNOWN
                            ? unknown(binding, expectation, authorizers.get(verdict), all)
                            : Observation.violation(
                                    binding.place(),
                                    "expected: " + expectation.text() + "; " + denying(authorizers.get(verdict))
                                            + " not allow " + all,
                                    expectation.text()));
        });
    }

    private static String denying(@Nullable String authorizers) {
        return authorizers + (String.valueOf(authorizers).contains(" and ") ? " do" : " does");
    }

    /** What the authorizers beside RBAC say, told once at the binding that speaks for the subject. */
    private static void others(
            Answer answer, AccessRequest request, Expectation expectation, Binding binding, Judgement judgement) {
        if (answer.verdict() == Verdict.UNKNOWN) {
            judgement.add(unknown(binding, expectation, answer.authorizer(), request.toString()));
        } else if (answer.isAllowed()) {
            judgement.add(Observation.violation(
                    binding.place(),
                    "expected: " + expectation.text() + "; " + request + " is " + answer,
                    expectation.text() + '|' + request));
        }
    }

    private static Observation unknown(
            Binding binding, Expectation expectation, @Nullable String authorizer, String requests) {
        return new Observation(
                binding.place(),
                "expected: " + expectation.text() + "; what " + authorizer + " says of " + requests + " is in no input",
                null,
                UnknownCause.INPUT,
                InputKind.OTHERS,
                expectation.text() + '|' + requests,
                null);
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
