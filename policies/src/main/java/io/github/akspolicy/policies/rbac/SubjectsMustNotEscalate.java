package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.policy.Diagram.Mark;
import io.github.akspolicy.policy.Diagram.Stop;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Step;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.Principal;
import io.github.akspolicy.resource.rbac.Rule;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What looks harmless in each file can add up to cluster-admin. */
final class SubjectsMustNotEscalate extends BuiltInEnvironmentPolicy<Binding> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedSubjects",
            List.of(),
            "who may become cluster-admin: kind:name, such as Group:<object id>, or ServiceAccount:namespace/name; *"
                    + " stands for any text");

    SubjectsMustNotEscalate() {
        super(
                RbacFacts.BINDINGS,
                Escalations.DERIVATION.reads(),
                policy("rbac/admin-equivalent-role", HIGH, "Subjects must not be able to become cluster-admin")
                        .fix("take away the permission of one of the steps, best one that is not needed")
                        .parameters(ALLOWED)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Binding binding, Indexes indexes, Judgement judgement) {
        // the ways are derived once for all: what this one hangs on is read here
        binding.roleRef().name();
        indexes.get(RbacFacts.ROLES, binding.target())
                .forEach(role -> role.rules().forEach(Rule::grants));
        for (Subject subject : binding.subjects()) {
            if (!RolePolicy.isAmong(judgement.get(ALLOWED), binding, subject)) {
                Principal.of(subject, binding.namespace())
                        .map(indexes.derive(Escalations.DERIVATION)::path)
                        .filter(path -> begins(path, binding, subject))
                        .ifPresent(path -> judgement.add(finding(binding, subject, path)));
            }
        }
    }

    /** One finding for each subject, at the binding that its way begins with; a role called cluster-admin is not a way. */
    private static boolean begins(List<Hop> path, Binding binding, Subject subject) {
        if (path.isEmpty()) {
            return false;
        }
        Grant first = path.get(0).first();
        return first.binding() == binding
                && first.subject() == subject
                && !(path.size() == 1 && first.bound().name().equals("cluster-admin"));
    }

    private static Observation finding(Binding binding, Subject subject, List<Hop> path) {
        String hops = path.stream().map(Hop::predicate).collect(Collectors.joining(", which "));
        return Observation.violation(
                        subject.namePlace(), "subjects contains " + subject + ", which " + hops, subject.toString())
                .withSteps(path.stream().flatMap(hop -> hop.steps().stream()).toList())
                .drawn(drawing(binding, subject, path));
    }

    private static Diagram<Step> drawing(Binding binding, Subject subject, List<Hop> path) {
        var stops = new ArrayList<Stop<Step>>();
        stops.add(new Stop<>(Mark.ACTOR, "", new Step(binding, subject.namePlace(), subject.toString())));
        path.forEach(hop -> stops.addAll(hop.stops()));
        return Diagram.of("How " + subject + " becomes cluster-admin", stops);
    }
}
