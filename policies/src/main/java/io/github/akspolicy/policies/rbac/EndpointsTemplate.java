package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.rbac.Rule;
import io.github.akspolicy.resource.rbac.Rule.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the template block-endpoint-edit-default-role of Azure Policy finds. */
final class EndpointsTemplate {
    /** The role from which everybody with the role edit had the permission up to Kubernetes 1.21. */
    static final String DEFAULT_ROLE = "system:aggregate-to-edit";

    static final Parameter<Boolean> AZURE_COMPAT = AzureCompat.parameter(
            "the ClusterRole system:aggregate-to-edit alone, and the word endpoints in any API group");

    private static final String ENDPOINTS = "endpoints";
    private static final Set<String> VERBS = Set.of("create", "update", "patch");

    private EndpointsTemplate() {}

    static List<Observation> found(Reach reach) {
        return reach.role().name().equals(DEFAULT_ROLE)
                ? reach.role().rules().stream()
                        .map(EndpointsTemplate::found)
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
    }

    private static Optional<Observation> found(Rule rule) {
        List<String> verbs =
                rule.grants().verbs().stream().filter(VERBS::contains).toList();
        return rule.grants().resources().contains(ENDPOINTS) && !verbs.isEmpty()
                ? Optional.of(Observation.violation(
                        rule.place(Part.RESOURCES, ENDPOINTS::equals),
                        "resources contains endpoints, with " + String.join(", ", verbs),
                        ENDPOINTS))
                : Optional.empty();
    }
}
