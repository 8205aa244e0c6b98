package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.policies.base.NodeFacts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureKeys;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.NodeClass;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.resource.cluster.Subnet;
import io.github.akspolicy.resource.cluster.Subnet.Binding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The subnets that nodes are in, with the route tables and security groups that they are bound to.
 *
 * @param byWord the subnets of the environment, bound
 */
record NodeSubnets(Map<String, Subnet> byWord) {
    private static final Index<String, Subnet> SUBNETS =
            new Index<>("subnets", AzureResource.KINDS, Subnet::of, subnet -> "");
    private static final Index<String, Binding> BINDINGS =
            new Index<>("bindings of subnets", AzureResource.KINDS, Binding::of, Binding::subnet);

    private static final Set<Index<?, ?>> READS =
            Set.of(SUBNETS, BINDINGS, ClusterFacts.POOLS, ClusterFacts.CLUSTERS, NodeFacts.NODE_CLASSES);

    static final Derivation<NodeSubnets> OF = new Derivation<>("subnets of nodes", READS, NodeSubnets::of);

    /** What a policy that asks for them, and for something else, declares. */
    static Set<Index<?, ?>> readWith(Index<?, ?>... others) {
        Set<Index<?, ?>> all = new HashSet<>(READS);
        all.addAll(List.of(others));
        return Set.copyOf(all);
    }

    private static NodeSubnets of(Indexes indexes) {
        var byWord = new HashMap<String, Subnet>();
        for (Subnet subnet : indexes.all(SUBNETS)) {
            Subnet bound = bound(subnet, indexes);
            bound.words().forEach(word -> byWord.putIfAbsent(word, bound));
        }
        return new NodeSubnets(Map.copyOf(byWord));
    }

    private static Subnet bound(Subnet subnet, Indexes indexes) {
        List<Binding> bindings = subnet.words().stream()
                .flatMap(word -> indexes.get(BINDINGS, word).stream())
                .toList();
        return new Subnet(
                subnet.words(),
                first(subnet.routeTable(), bindings, Binding::routeTable),
                first(subnet.securityGroup(), bindings, Binding::securityGroup),
                subnet.isBoundElsewhere());
    }

    private static String first(String own, List<Binding> bindings, Function<Binding, String> word) {
        return own.isEmpty()
                ? bindings.stream()
                        .map(word)
                        .filter(bound -> !bound.isEmpty())
                        .findFirst()
                        .orElse("")
                : own;
    }

    /** The subnet that a pool puts its nodes into; empty where no source has it. */
    Optional<Subnet> of(AgentPool pool) {
        Setting subnet = pool.get(PoolProperties.SUBNET);
        return Optional.ofNullable(byWord.get(AzureKeys.word(subnet.field())));
    }

    /** The words of the security groups that guard nodes. */
    Set<String> securityGroups(Indexes indexes) {
        var words = new HashSet<String>();
        for (AgentPool pool : indexes.all(ClusterFacts.POOLS)) {
            of(pool).map(Subnet::securityGroup).filter(word -> !word.isEmpty()).ifPresent(words::add);
        }
        for (NodeClass nodeClass : indexes.all(NodeFacts.NODE_CLASSES)) {
            Subnet subnet = byWord.get(nodeClass.subnet());
            if (subnet != null && !subnet.securityGroup().isEmpty()) {
                words.add(subnet.securityGroup());
            }
        }
        return words;
    }
}
