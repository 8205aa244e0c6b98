package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policies.cluster.Demand;
import io.github.akspolicy.policies.cluster.RegistryReplicas;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.Registry;
import java.util.List;

/** What is in images may not be allowed to leave a country. */
final class ReplicasMustBeInAllowedLocations extends BuiltInEnvironmentPolicy<Registry> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedLocations", List.of(), "regions of Azure that may hold the registry and its replicas");

    ReplicasMustBeInAllowedLocations() {
        super(
                ClusterFacts.REGISTRIES,
                RegistryReplicas.READS,
                policy("registry/replica-locations", MEDIUM, "Registries and their replicas must be in allowed regions")
                        .fix("move the replica to an allowed region")
                        .parameters(ALLOWED));
    }

    @Override
    public void evaluate(Registry registry, Indexes indexes, Judgement judgement) {
        List<String> allowed = judgement.get(ALLOWED).stream()
                .map(RegistryReplicas::normalized)
                .toList();
        if (allowed.isEmpty()) {
            judgement.unknown(registry.place(), InputKind.SETTINGS, "no region is allowed yet: set allowedLocations");
            return;
        }
        judge(registry.get(RegistryReplicas.LOCATION).field(), allowed, judgement);
        RegistryReplicas.of(registry, indexes).forEach(location -> judge(location, allowed, judgement));
        Demand.isUnknown(RegistryReplicas.blocks(registry), judgement);
    }

    private static void judge(Field location, List<String> allowed, Judgement judgement) {
        String text = location.string();
        if (location.unresolved() != null) {
            judgement.unknown(location, UnknownCause.VALUE, "location is known only at deployment");
        } else if (text != null && !allowed.contains(RegistryReplicas.normalized(text))) {
            judgement.fail(location, "location is " + text + ", which is none of allowedLocations");
        }
    }
}
