package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.Demand.that;
import static io.github.akspolicy.policies.cluster.PropertyPolicy.declaredPool;
import static io.github.akspolicy.policies.cluster.PropertyPolicy.pool;
import static io.github.akspolicy.policies.cluster.Requirement.is;
import static io.github.akspolicy.policies.cluster.Requirement.isAtLeast;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.PoolProperties.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.cluster.AgentPool;
import java.util.List;

/** How pools are laid out, so that they bear failures and load. Each is one sentence: this property must be that. */
final class PoolShape {
    private static final Parameter<Long> MINIMUM_NODES =
            Parameter.integer("minimumNodes", 3, "the fewest nodes that a system pool must have");
    private static final Parameter<Long> MINIMUM_PODS =
            Parameter.integer("minimumPods", 50, "the fewest pods that a node must take");

    public static final List<Policy> ALL = List.of(
            declaredPool(
                    PolicyInfo.of(
                                    "cluster/system-pool-size",
                                    LOW,
                                    "System pools should have three nodes",
                                    "give the system pool three nodes, in as many zones")
                            .parameters(MINIMUM_NODES),
                    that(MIN_COUNT, isAtLeast(MINIMUM_NODES), (pool, judgement) -> isScaled(pool)),
                    that(COUNT, isAtLeast(MINIMUM_NODES), PoolShape::isFixed)),
            pool(
                    PolicyInfo.of(
                                    "cluster/pool-max-pods",
                                    INFO,
                                    "Nodes should take enough pods",
                                    "let nodes of the pool take 50 pods or more")
                            .parameters(MINIMUM_PODS),
                    that(
                            MAX_PODS,
                            isAtLeast(MINIMUM_PODS)
                                    .unknownWhenAbsent(
                                            "the network decides: 30 with Azure CNI in the subnet of the nodes,"
                                                    + " 110 with kubenet, 250 with overlay"))),
            declaredPool(
                    PolicyInfo.of(
                            "cluster/ephemeral-os-disk",
                            INFO,
                            "Nodes should have ephemeral OS disks",
                            "use ephemeral OS disks"),
                    that(
                            OS_DISK_TYPE,
                            is("Ephemeral")
                                    .unknownWhenAbsent(
                                            "AKS takes an ephemeral disk where the size of the machine has room for one"))));

    private PoolShape() {}

    /** Pools of single machines have other settings for it. */
    static boolean isScaleSet(AgentPool pool) {
        return !pool.get(TYPE).is("VirtualMachines") && !pool.get(MODE).is("Gateway");
    }

    private static boolean isScaled(AgentPool pool) {
        return pool.isSystem() && isScaleSet(pool) && pool.get(AUTOSCALING).isTrue();
    }

    private static boolean isFixed(AgentPool pool, Judgement judgement) {
        return pool.isSystem()
                && isScaleSet(pool)
                && !Demand.isUnknown(pool.get(AUTOSCALING), judgement)
                && pool.get(AUTOSCALING).isFalse();
    }
}
