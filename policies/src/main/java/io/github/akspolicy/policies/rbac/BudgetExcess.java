package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Step;
import io.github.akspolicy.resource.rbac.Access.Allowance;
import io.github.akspolicy.resource.rbac.Access.Excess;
import io.github.akspolicy.resource.rbac.AccessBudget;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.EffectiveRule;
import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Principal;
import io.github.akspolicy.resource.rbac.RbacAuthorizer;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.List;

/** What bindings grant beyond a budget of access. */
final class BudgetExcess {
    /** As many parts of a rule are quoted. */
    private static final int SHOWN = 3;

    private BudgetExcess() {}

    /** The rule that a grant comes by. */
    static Step step(EffectiveRule rule) {
        return rule.role().builtIn()
                ? Step.unwritten(rule.role() + " of Kubernetes grants it")
                : new Step(rule.role(), rule.rule().place(), rule.role() + " grants it");
    }

    /** Reports what is granted to the subjects of a binding and the budget does not have: one finding for each rule to cut. */
    static void report(AccessBudget budget, Binding binding, RbacAuthorizer rbac, Judgement judgement) {
        for (Subject subject : binding.subjects()) {
            List<Allowance> allowed =
                    Principal.of(subject, binding.namespace()).map(budget::of).orElse(List.of());
            rbac.grants(binding, subject)
                    .flatMap(grant -> Excess.of(grant, allowed).stream())
                    .forEach(excess -> judgement.add(observation(excess)));
        }
    }

    private static Observation observation(Excess excess) {
        Grant grant = excess.grant();
        EffectiveRule rule = grant.rule();
        List<String> parts =
                excess.parts().stream().map(PolicyRule::toString).distinct().toList();
        String more = parts.size() > SHOWN ? "; and " + (parts.size() - SHOWN) + " more" : "";
        String what = String.join("; ", parts.subList(0, Math.min(SHOWN, parts.size()))) + more;
        // what is beyond the budget is part of the identity: environments with other budgets are told their own
        return Observation.violation(
                        grant.subject().namePlace(),
                        "subjects contains " + grant.subject() + ", whose budget does not have what rules["
                                + rule.rule().index() + "] of " + rule.role() + " grants: "
                                + what,
                        "budget|" + grant.subject() + '|' + rule.role() + '|'
                                + rule.rule().grants() + '|' + what)
                .withSteps(List.of(step(rule)));
    }
}
