package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policies.cluster.ClusterFacts.ENDPOINTS_BY_TARGET;
import static io.github.akspolicy.policies.cluster.ClusterFacts.PRIVATE_ENDPOINTS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.REGISTRIES;
import static io.github.akspolicy.policies.cluster.ClusterFacts.ZONE_GROUPS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.ZONE_LINKS;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.PrivateEndpointPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.PrivateEndpoint;
import io.github.akspolicy.resource.cluster.Registry;
import java.util.Set;

/** Without the zone the name of the registry still leads to its public address. */
final class PrivateEndpointsMustHaveADnsZone extends BuiltInEnvironmentPolicy<Registry> {
    PrivateEndpointsMustHaveADnsZone() {
        super(
                REGISTRIES,
                Set.of(PRIVATE_ENDPOINTS, ZONE_GROUPS, ZONE_LINKS),
                policy("registry/private-dns-zone", MEDIUM, "Private DNS for the registry must be configured")
                        .fix(
                                "add the zone privatelink.azurecr.io to the private endpoint, and link it to the network of the cluster"));
    }

    @Override
    public void evaluate(Registry registry, Indexes indexes, Judgement judgement) {
        for (PrivateEndpoint endpoint : indexes.derive(ENDPOINTS_BY_TARGET).to(registry)) {
            if (!PrivateEndpointPolicy.hasZone(endpoint, indexes)) {
                judgement.fail(registry.place(), PrivateEndpointPolicy.withoutZone("the registry"));
            } else if (indexes.all(ZONE_LINKS).isEmpty()) {
                judgement.unknown(
                        registry.place(),
                        UnknownCause.INPUT,
                        "no link of a private DNS zone to a network is in the files");
            }
        }
    }
}
