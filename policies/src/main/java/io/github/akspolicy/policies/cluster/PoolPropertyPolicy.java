package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.base.NodeFacts.NODE_CLASSES;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.NodeClass;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A policy that is one sentence: this property of the nodes must be that. Nodes come from pools, and from node
 * auto-provisioning, which makes them by an {@code AKSNodeClass}; what such a class cannot say is unknown.
 */
final class PoolPropertyPolicy extends BuiltInEnvironmentPolicy<AzureResource> implements PropertyBased {
    private static final Index<String, AzureResource> NODES =
            new Index<>("what nodes are made by", AzureResource.KINDS, PoolPropertyPolicy::makers, maker -> "");

    private final List<Demand<AgentPool>> demands;

    PoolPropertyPolicy(PolicyInfo info, List<Demand<AgentPool>> demands) {
        super(NODES, Set.of(NODE_CLASSES), Demand.withDefaults(info, demands));
        this.demands = List.copyOf(demands);
    }

    private static List<AzureResource> makers(Resource resource) {
        return Stream.of(
                        AgentPool.of(resource).stream(),
                        NodeClass.of(resource).stream(),
                        ManagedCluster.of(resource).stream().filter(PoolPropertyPolicy::isProvisioning))
                .<AzureResource>flatMap(makers -> makers)
                .toList();
    }

    /** Whether node auto-provisioning makes nodes of the cluster, or may. */
    static boolean isProvisioning(ManagedCluster cluster) {
        Setting mode = cluster.get(ClusterProperties.NODE_PROVISIONING);
        return mode.is("Auto") || mode.unresolved() != null;
    }

    @Override
    public List<AzureProperty> properties() {
        return demands.stream().map(Demand::property).distinct().toList();
    }

    @Override
    public void evaluate(AzureResource maker, Indexes indexes, Judgement judgement) {
        if (maker instanceof AgentPool pool) {
            demands.forEach(demand -> demand.judge(pool, judgement));
        } else if (maker instanceof NodeClass) {
            demands.forEach(demand -> demand.judgeNodeClass(maker, judgement));
        } else if (demands.stream().anyMatch(demand -> isOpen(demand, maker, indexes))) {
            Setting mode = maker.get(ClusterProperties.NODE_PROVISIONING);
            String nodes = mode.unresolved() == null
                    ? "node auto-provisioning makes nodes"
                    : mode.name() + " is known only at deployment: node auto-provisioning may make nodes";
            judgement.unknown(mode.place(), UnknownCause.INPUT, nodes + " that no pool describes" + hint());
        }
    }

    /** Whether nodes that no pool describes may lack what is demanded. */
    private static boolean isOpen(Demand<AgentPool> demand, AzureResource cluster, Indexes indexes) {
        if (demand.isMetByDefault()) {
            return false;
        }
        boolean hasDefault = !cluster.get(ClusterProperties.DEFAULT_NODE_POOLS).is("None");
        boolean isDescribed = hasDefault
                ? !indexes.get(NODE_CLASSES, "default").isEmpty()
                : !indexes.all(NODE_CLASSES).isEmpty();
        return demand.property().ofNodeClass().isEmpty() || !isDescribed;
    }

    private String hint() {
        return properties().stream().allMatch(property -> property.ofNodeClass().isPresent())
                ? ": add the AKSNodeClass \"default\", and others that are used, to the sources"
                : ", and an AKSNodeClass cannot say it: look at the nodes";
    }
}
