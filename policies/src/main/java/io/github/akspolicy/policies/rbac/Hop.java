package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.Step;
import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.Principal;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * One hop of an escalation: somebody uses what is granted and becomes somebody else.
 *
 * @param from who
 * @param words what they do
 * @param uses the grants used; at least one
 * @param to whom they become; empty while that is open
 */
record Hop(Principal from, String words, List<Use> uses, String to) {
    Hop(Principal from, String words, List<Use> uses) {
        this(from, words, uses, "");
    }

    /** The same hop when it is known whom it leads to. */
    Hop to(String whom) {
        return new Hop(from, words, uses, whom);
    }

    /** A grant that is used, for one of its abilities. */
    record Use(Grant grant, Ability ability) {
        /** What of the rule is used: found out only for the hops that are shown. */
        GrantedPower power() {
            return GrantedPower.of(grant.rule().rule(), ability.powers())
                    .orElseThrow(() -> new IllegalStateException(grant + " grants no " + ability));
        }
    }

    /** The grant that the hop begins with. */
    Grant first() {
        return uses.get(0).grant();
    }

    /** {@code reads Secrets in ops and so becomes ServiceAccount ops/backup}. */
    String predicate() {
        return words + " and so becomes " + to;
    }

    /** Each rule that grants it at its line, with the binding at its own. */
    List<Step> steps() {
        var steps = new ArrayList<Step>();
        Set<Subject> bound = Collections.newSetFromMap(new IdentityHashMap<>());
        String what = from + " " + predicate();
        for (Use use : uses) {
            Grant grant = use.grant();
            Role role = grant.rule().role();
            String granted = what + ": " + role + " grants " + use.power().words()
                    + (role == grant.bound() ? "" : ", which is in " + grant.bound());
            steps.add(
                    role.builtIn()
                            ? Step.unwritten(granted)
                            : new Step(role, use.power().place(), granted));
            what = "and";
            if (!bound.add(grant.subject())) {
                continue;
            }
            steps.add(new Step(
                    grant.binding(), grant.subject().namePlace(), grant.binding() + " binds it to " + grant.subject()));
        }
        return steps;
    }
}
