package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Rule;
import io.github.akspolicy.resource.rbac.Rule.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A rule about a group that is gone grants nothing: requests end in Forbidden. */
final class RulesMustNotNameRemovedGroups extends RolePolicy {
    private static final Map<String, String> MOVED = Map.of(
            "deployments", "apps",
            "daemonsets", "apps",
            "replicasets", "apps",
            "ingresses", "networking.k8s.io",
            "networkpolicies", "networking.k8s.io");

    private static final Parameter<List<String>> OBSOLETE =
            Parameter.strings("obsoleteGroups", List.of("extensions"), "groups that no cluster serves any more");

    RulesMustNotNameRemovedGroups() {
        super(policy("rbac/obsolete-api-group", LOW, "Rules must not rely on removed API groups")
                .fix("name the group that the resources are in today")
                .parameters(OBSOLETE));
    }

    @Override
    void judge(Reach reach, Indexes indexes, Judgement judgement) {
        for (Rule rule : reach.role().rules()) {
            rule.grants().apiGroups().stream()
                    .filter(judgement.get(OBSOLETE)::contains)
                    .findFirst()
                    .ifPresent(group -> judgement.add(Observation.violation(
                            rule.place(Part.API_GROUPS, group::equals),
                            "apiGroups contains " + group + ", which no cluster serves any more: "
                                    + instead(rule.grants()),
                            "apiGroups:" + group)));
            if (rule.grants().apiGroups().contains("policy")
                    && rule.grants().resources().contains("podsecuritypolicies")) {
                judgement.add(Observation.violation(
                        rule.place(Part.RESOURCES, "podsecuritypolicies"::equals),
                        "resources contains podsecuritypolicies, which Kubernetes removed in 1.25: take it out",
                        "resources:podsecuritypolicies"));
            }
        }
    }

    /** The rules that grant today what was meant. */
    private static String instead(PolicyRule rule) {
        Map<String, List<String>> byGroup = new TreeMap<>();
        for (String resource : rule.resources()) {
            int slash = resource.indexOf('/');
            String now = MOVED.get(slash < 0 ? resource : resource.substring(0, slash));
            if (now != null && !rule.apiGroups().contains(now)) {
                byGroup.computeIfAbsent(now, key -> new ArrayList<>()).add(resource);
            }
        }
        return byGroup.isEmpty()
                ? "take it out"
                : "write "
                        + byGroup.entrySet().stream()
                                .map(entry -> "- {apiGroups: [" + entry.getKey() + "], resources: ["
                                        + String.join(", ", entry.getValue()) + "], verbs: ["
                                        + String.join(", ", rule.verbs()) + "]}")
                                .collect(Collectors.joining(" and "));
    }
}
