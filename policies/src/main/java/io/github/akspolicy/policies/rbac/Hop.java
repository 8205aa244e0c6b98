package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.Diagram.Mark;
import io.github.akspolicy.policy.Diagram.Stop;
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
        String what = from + " " + predicate() + ": ";
        for (Use use : uses) {
            steps.add(granted(use, what));
            what = "and: ";
            if (bound.add(use.grant().subject())) {
                steps.add(bound(use.grant(), " binds it to " + use.grant().subject()));
            }
        }
        return steps;
    }

    /** The same to be drawn, from what is done to whom that leads. */
    List<Stop<Step>> stops() {
        var stops = new ArrayList<Stop<Step>>();
        Set<Subject> bound = Collections.newSetFromMap(new IdentityHashMap<>());
        stops.add(new Stop<>(Mark.DEED, "", Step.unwritten(words)));
        for (Use use : uses) {
            if (bound.add(use.grant().subject())) {
                stops.add(new Stop<>(Mark.GRANT, "bound by", bound(use.grant(), "")));
            }
            stops.add(new Stop<>(Mark.GRANT, "", granted(use, "")));
        }
        boolean isEnd = to.equals(EscalationGraph.ADMIN);
        stops.add(new Stop<>(isEnd ? Mark.GOAL : Mark.ACTOR, isEnd ? "and so becomes" : "becomes", Step.unwritten(to)));
        return stops;
    }

    private static Step granted(Use use, String before) {
        Role role = use.grant().rule().role();
        String granted = before + role + " grants " + use.power().words()
                + (role == use.grant().bound()
                        ? ""
                        : ", which is in " + use.grant().bound());
        return role.builtIn()
                ? Step.unwritten(granted)
                : new Step(role, use.power().place(), granted);
    }

    private static Step bound(Grant grant, String after) {
        return new Step(grant.binding(), grant.subject().namePlace(), grant.binding() + after);
    }
}
