package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A {@code NodePool} of node auto-provisioning. Source: articles/aks/node-auto-provisioning-node-pools.md (2025-07-25).
 *
 * @param template what its nodes are made by
 */
record ProvisionedPool(String name, Field template) {
    private static final String ZONE = "topology.kubernetes.io/zone";

    static final Index<String, ProvisionedPool> INDEX = new Index<>(
            "pools of node auto-provisioning",
            Kinds.of("karpenter.sh", "NodePool"),
            ProvisionedPool::of,
            ProvisionedPool::name);

    private static List<ProvisionedPool> of(Resource resource) {
        return List.of(new ProvisionedPool(resource.name(), resource.root().at("spec", "template")));
    }

    Place labelsPlace() {
        return template.at("metadata", "labels").place();
    }

    /** The values of a label that its nodes may have; empty where it gives them none. */
    List<String> label(String key) {
        Field label = template.at("metadata", "labels").get(key);
        return Stream.concat(
                        Stream.of(label).filter(Field::isPresent).map(one -> one.textOr("")),
                        requirements(key)
                                .filter(one -> one.get("operator").stringOr("").equals("In"))
                                .flatMap(one -> one.get("values").strings().stream()))
                .toList();
    }

    Place taintsPlace() {
        return template.at("spec", "taints").place();
    }

    List<Field> taints() {
        return template.at("spec", "taints").items();
    }

    /** The requirement that limits the zones of its nodes; empty where they may be in all. */
    Optional<Field> zones() {
        return requirements(ZONE).findFirst();
    }

    /** Whether a requirement lets nodes be in a zone, such as {@code 1}: it names zones as {@code westeurope-1}. */
    static boolean allows(Field zones, String zone) {
        boolean isNamed = zones.get("values").strings().stream().anyMatch(name -> name.endsWith("-" + zone));
        return switch (zones.get("operator").stringOr("")) {
            case "In" -> isNamed;
            case "NotIn" -> !isNamed;
            default -> true;
        };
    }

    /** The name of the class that says what its nodes are like. */
    Field nodeClass() {
        return template.at("spec", "nodeClassRef", "name");
    }

    private Stream<Field> requirements(String key) {
        return template.at("spec", "requirements").items().stream()
                .filter(one -> one.get("key").stringOr("").equals(key));
    }
}
