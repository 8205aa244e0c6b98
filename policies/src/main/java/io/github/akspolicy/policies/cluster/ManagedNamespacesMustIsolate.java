package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.Demand.that;
import static io.github.akspolicy.policies.cluster.Requirement.isOneOf;
import static io.github.akspolicy.policies.cluster.Requirement.isTrue;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policies.pod.PodSecurityLevel;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.ManagedNamespace;
import java.util.List;

/** A namespace that is made for a team and shuts nothing is a name only. */
final class ManagedNamespacesMustIsolate extends BuiltInPolicy<ManagedNamespace> {
    private static final String ENFORCE = PodSecurityLevel.LABEL_PREFIX + "enforce";

    private static final Parameter<List<String>> INGRESS = Parameter.strings(
            "allowedIngress",
            List.of("AllowSameNamespace", "DenyAll"),
            "the policies for incoming traffic that are right");
    private static final Parameter<List<String>> EGRESS = Parameter.strings(
            "allowedEgress",
            List.of("AllowSameNamespace", "DenyAll"),
            "the policies for outgoing traffic that are right");
    private static final Parameter<String> MINIMUM = Parameter.choice(
            "minimumLevel", List.of("baseline", "restricted"), "baseline", "the weakest level that may be enforced");

    private static final List<Demand<ManagedNamespace>> DEMANDS = List.of(
            that(ManagedNamespace.INGRESS, isOneOf(INGRESS)),
            that(ManagedNamespace.EGRESS, isOneOf(EGRESS)),
            that(ManagedNamespace.QUOTA, isTrue().withoutFix()));

    ManagedNamespacesMustIsolate() {
        super(
                ManagedNamespace.VIEW,
                policy("cluster/managed-namespace", MEDIUM, "Managed namespaces must isolate what runs in them")
                        .fix("set the network policies, a quota and the label of the Pod Security Standards")
                        .parameters(INGRESS, EGRESS, MINIMUM)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(ManagedNamespace managedNamespace, Judgement judgement) {
        DEMANDS.forEach(demand -> demand.judge(managedNamespace, judgement));
        Field labels = managedNamespace.labels();
        Field label = labels.get(ENFORCE);
        if (labels.unresolved() != null || label.unresolved() != null) {
            judgement.unknown(label.place(), UnknownCause.VALUE, "label " + ENFORCE + " is known only at deployment");
            return;
        }
        int level = PodSecurityLevel.NAMES.indexOf(label.stringOr(""));
        if (level < PodSecurityLevel.NAMES.indexOf(judgement.get(MINIMUM))) {
            String words = label.isPresent() ? " is " + label.stringOr("not a string") : " is not set";
            judgement.add(Observation.violation(
                    label.place(), "label " + ENFORCE + words + ": write " + judgement.get(MINIMUM), ENFORCE));
        }
    }
}
