package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.NodeFacts;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureKeys;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.NodeClass;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.regex.Pattern;

/** The subnet of nodes that node auto-provisioning makes, beside that of the pool whose place they take. */
final class SubnetDrift {
    private static final Pattern SUBNET_ID = Pattern.compile(
            "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/virtualNetworks/[^/]+/subnets/[^/]+",
            Pattern.CASE_INSENSITIVE);

    /** An object of Azure Service Operator is named without its network. */
    private static final Pattern SUBNET_WORD = Pattern.compile("virtualnetworks/[^/⟨]+/subnets/[^/⟨]+");

    private SubnetDrift() {}

    /** Reports nodes that are in another subnet than those of the pool. */
    static void judge(ProvisionedPool provisioned, AgentPool pool, Indexes indexes, Judgement judgement) {
        Setting subnet = pool.get(PoolProperties.SUBNET);
        String name = provisioned.nodeClass().stringOr("default");
        NodeClass nodeClass =
                indexes.get(NodeFacts.NODE_CLASSES, name).stream().findFirst().orElse(null);
        if (nodeClass == null) {
            if (subnet.isWritten()) {
                unknown(provisioned.nodeClass().place(), "the AKSNodeClass " + name + " is in no source", judgement);
            }
            return;
        }
        AzureProperty property = PoolProperties.SUBNET.ofNodeClass().orElseThrow();
        Setting own = nodeClass.get(property);
        if (own.isSet()
                && own.unresolved() == null
                && !SUBNET_ID.matcher(own.textOrEmpty()).matches()) {
            judgement.fail(own.place(), "vnetSubnetID is not the full id of a subnet: no nodes are made");
            return;
        }
        if (!subnet.isWritten() && !own.isSet()) {
            return;
        }
        String ofPool = AzureKeys.word(subnet.field());
        String ofNodes = own.isSet() ? nodeClass.subnet() : ofCluster(pool, indexes);
        if (ofPool.equals(ofNodes)) {
            return;
        }
        if (isKnown(ofPool) && isKnown(ofNodes)) {
            judgement.fail(
                    own.place(),
                    "vnetSubnetID is " + (own.isSet() ? own.textOrEmpty() : "not set, which means that of the cluster")
                            + ", and the node pool is in another subnet: other routes and security groups hold");
        } else {
            unknown(own.place(), "which subnet the nodes are in is not known", judgement);
        }
    }

    /** The subnet of the cluster is that of its system pool. */
    private static String ofCluster(AgentPool pool, Indexes indexes) {
        var clusters = indexes.derive(ClusterFacts.CLUSTERS_BY_REFERENCE);
        return indexes.all(ClusterFacts.POOLS).stream()
                .filter(AgentPool::isSystem)
                .filter(other -> other.clusters(clusters).equals(pool.clusters(clusters)))
                .map(other -> AzureKeys.word(other.get(PoolProperties.SUBNET).field()))
                .findFirst()
                .orElse("");
    }

    private static boolean isKnown(String word) {
        return SUBNET_WORD.matcher(word).matches();
    }

    private static void unknown(Place place, String why, Judgement judgement) {
        judgement.unknown(place, InputKind.OTHERS, why);
    }
}
