package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.Access.Answer;
import io.github.akspolicy.resource.rbac.Access.Verdict;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.Principal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expectation, held against the access there is, as far as one binding is to tell of it.
 *
 * @param all the bindings of the environment
 */
record ExpectedAccess(Expectation expectation, Binding binding, List<Binding> all, Access access) {
    void report(Judgement judgement) {
        switch (expectation.mode()) {
            case CAN -> {
                if (speaks()) {
                    missing(judgement);
                }
            }
            case CANNOT -> {
                boolean speaks = speaks();
                expectation.requests().forEach(request -> granted(request, speaks, judgement));
            }
            case ONLY ->
                access.beyond(expectation.who().userInfo(), expectation.allowances()).stream()
                        .filter(excess -> excess.grant().binding() == binding)
                        .findFirst()
                        .ifPresent(excess ->
                                byRbac(excess.grant(), excess.parts().get(0).toString(), judgement));
        }
    }

    /** What is not granted is told once: at the first binding of the subject, else at the first there is. */
    private boolean speaks() {
        return binding
                == all.stream()
                        .filter(candidate -> candidate.subjects().stream()
                                .anyMatch(subject -> Principal.of(subject, candidate.namespace())
                                        .equals(Optional.of(expectation.who()))))
                        .findFirst()
                        .orElse(all.get(0));
    }

    private Answer answer(AccessRequest request) {
        return access.can(expectation.who().userInfo(), request);
    }

    private void missing(Judgement judgement) {
        var denied = new TreeMap<Verdict, List<AccessRequest>>();
        var authorizers = new EnumMap<Verdict, String>(Verdict.class);
        for (AccessRequest request : expectation.requests()) {
            Answer answer = answer(request);
            authorizers.put(answer.verdict(), answer.authorizer());
            denied.computeIfAbsent(answer.verdict(), unused -> new ArrayList<>())
                    .add(request);
        }
        denied.remove(Verdict.ALLOWED);
        denied.forEach((verdict, requests) -> {
            String all = requests.stream().map(AccessRequest::toString).collect(Collectors.joining("; "));
            judgement.add(
                    verdict == Verdict.UNKNOWN
                            ? unknown(authorizers.get(verdict), all)
                            : violation(denying(authorizers.get(verdict)) + " not allow " + all, expectation.text()));
        });
    }

    private static String denying(@Nullable String authorizers) {
        return authorizers + (String.valueOf(authorizers).contains(" and ") ? " do" : " does");
    }

    private void granted(AccessRequest request, boolean speaks, Judgement judgement) {
        Answer answer = answer(request);
        Grant grant = answer.grant();
        if (grant != null) {
            byRbac(grant, request.toString(), judgement);
        } else if (speaks && answer.verdict() == Verdict.UNKNOWN) {
            judgement.add(unknown(answer.authorizer(), request.toString()));
        } else if (speaks && answer.isAllowed()) {
            // by an authorizer beside RBAC, of which no binding has the line
            judgement.add(violation(request + " is " + answer, expectation.text() + '|' + request));
        }
    }

    private void byRbac(Grant grant, String what, Judgement judgement) {
        if (grant.binding() == binding) {
            judgement.add(Observation.violation(
                            grant.subject().namePlace(),
                            expected(Access.RBAC + " allows " + what),
                            expectation.text() + '|' + what)
                    .withSteps(List.of(BudgetExcess.step(grant.rule()))));
        }
    }

    private Observation violation(String what, String discriminator) {
        return Observation.violation(binding.place(), expected(what), discriminator);
    }

    private Observation unknown(@Nullable String authorizer, String requests) {
        return new Observation(
                binding.place(),
                expected("what " + authorizer + " says of " + requests + " is in no input"),
                null,
                UnknownCause.INPUT,
                InputKind.OTHERS,
                expectation.text() + '|' + requests,
                null);
    }

    private String expected(String what) {
        return "expected: " + expectation.text() + "; " + what;
    }
}
