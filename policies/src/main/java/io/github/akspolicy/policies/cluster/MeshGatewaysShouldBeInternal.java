package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.MESH_GATEWAYS;
import static io.github.akspolicy.resource.cluster.ClusterProperties.SERVICE_MESH;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;

/** The add-on serves its external gateway by a load balancer with a public address, which no object in the cluster shows. */
final class MeshGatewaysShouldBeInternal extends BuiltInPolicy<ManagedCluster> implements PropertyBased {
    private static final String PUBLIC = ": the add-on serves it by a load balancer with a public address";

    MeshGatewaysShouldBeInternal() {
        super(
                ManagedCluster.VIEW,
                policy(
                                "cluster/mesh-public-gateway",
                                MEDIUM,
                                "The ingress gateway of the Istio add-on should be internal")
                        .fix("use the internal gateway, and publish it by a service that filters")
                        .in(HARDENED));
    }

    @Override
    public List<AzureProperty> properties() {
        return List.of(SERVICE_MESH, MESH_GATEWAYS);
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting mesh = managedCluster.get(SERVICE_MESH);
        Setting gateways = managedCluster.get(MESH_GATEWAYS);
        if (mesh.unresolved() == null && !mesh.is("Istio") || Demand.isUnknown(gateways, judgement)) {
            return;
        }
        // what azurerm says in a flag
        if (gateways.isTrue()) {
            judgement.fail(gateways.place(), gateways.words() + PUBLIC);
        }
        gateways.items().forEach(gateway -> judge(gateway, judgement));
    }

    private static void judge(Field gateway, Judgement judgement) {
        Field mode = gateway.get("mode");
        Field enabled = gateway.get("enabled");
        if (enabled.isFalse() || mode.unresolved() == null && !"External".equalsIgnoreCase(mode.string())) {
            return;
        }
        if (gateway.unresolved() != null || mode.unresolved() != null || enabled.unresolved() != null) {
            judgement.unknown(
                    gateway.place(),
                    UnknownCause.VALUE,
                    "whether the gateway is public and enabled is known only at deployment");
        } else {
            judgement.add(Observation.violation(mode.place(), "mode is External" + PUBLIC, "External"));
        }
    }
}
