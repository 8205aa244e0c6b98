package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Registry;
import java.util.List;

/**
 * A policy that is one sentence: this property of the cluster must be that.
 *
 * @param <V> the view of the resource that has the property
 */
public final class PropertyPolicy<V extends AzureResource> extends BuiltInPolicy<V> implements PropertyBased {
    private static final ViewType<AzureResource> KEY_VAULT = AzureResource.view("key vault", AzureType.KEY_VAULT);

    private final List<Demand<V>> demands;

    private PropertyPolicy(ViewType<V> view, PolicyInfo info, List<Demand<V>> demands) {
        super(view, Demand.withDefaults(info, demands));
        this.demands = List.copyOf(demands);
    }

    @SafeVarargs
    public static PropertyPolicy<ManagedCluster> cluster(PolicyInfo info, Demand<ManagedCluster>... demands) {
        return new PropertyPolicy<>(ManagedCluster.VIEW, info, List.of(demands));
    }

    @SafeVarargs
    public static Policy pool(PolicyInfo info, Demand<AgentPool>... demands) {
        return new PoolPropertyPolicy(info, List.of(demands));
    }

    /** The pools that are written: what is asked for is the matter of node auto-provisioning where that makes the nodes. */
    @SafeVarargs
    public static Policy declaredPool(PolicyInfo info, Demand<AgentPool>... demands) {
        return new PropertyPolicy<>(AgentPool.VIEW, info, List.of(demands));
    }

    @SafeVarargs
    public static PropertyPolicy<Registry> registry(PolicyInfo info, Demand<Registry>... demands) {
        return new PropertyPolicy<>(Registry.VIEW, info, List.of(demands));
    }

    @SafeVarargs
    public static PropertyPolicy<AzureResource> keyVault(PolicyInfo info, Demand<AzureResource>... demands) {
        return new PropertyPolicy<>(KEY_VAULT, info, List.of(demands));
    }

    @Override
    public List<AzureProperty> properties() {
        return demands.stream().map(Demand::property).distinct().toList();
    }

    @Override
    public void evaluate(V view, Judgement judgement) {
        demands.forEach(demand -> demand.judge(view, judgement));
    }
}
