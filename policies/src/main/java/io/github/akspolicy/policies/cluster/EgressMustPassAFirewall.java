package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS_BY_REFERENCE;
import static io.github.akspolicy.policies.cluster.ClusterFacts.POOLS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.resource.cluster.Subnet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** With user-defined routing AKS makes no way out: the route table of the subnet says where traffic goes. */
final class EgressMustPassAFirewall extends BuiltInEnvironmentPolicy<AgentPool> {
    private static final Set<String> APPLIANCES = Set.of("virtualappliance", "virtualnetworkgateway");

    EgressMustPassAFirewall() {
        super(
                POOLS,
                NodeSubnets.readWith(NetworkParts.ROUTE_TABLES, NetworkParts.ROUTES),
                policy("cluster/egress-route", MEDIUM, "User-defined routing must lead to a firewall")
                        .fix("route 0.0.0.0/0 of the nodes' subnet to the address of a firewall")
                        .in(HARDENED));
    }

    @Override
    public void evaluate(AgentPool agentPool, Indexes indexes, Judgement judgement) {
        boolean isRouted = agentPool.clusters(indexes.derive(CLUSTERS_BY_REFERENCE)).stream()
                .anyMatch(
                        cluster -> cluster.get(ClusterProperties.OUTBOUND_TYPE).is("userDefinedRouting"));
        Setting place = agentPool.get(PoolProperties.SUBNET);
        if (!isRouted || !place.isWritten()) {
            return;
        }
        Optional<Subnet> subnet = indexes.derive(NodeSubnets.OF).of(agentPool);
        if (subnet.isEmpty()) {
            unknown("the subnet is in no source", place, judgement);
        } else if (subnet.get().routeTable().isEmpty()) {
            if (subnet.get().isBoundElsewhere()) {
                unknown("no source binds a route table to the subnet", place, judgement);
            } else {
                judgement.fail(place.place(), "the subnet has no route table, and AKS refuses user-defined routing");
            }
        } else {
            indexes.all(NetworkParts.ROUTE_TABLES).stream()
                    .filter(table -> table.keys().words().contains(subnet.get().routeTable()))
                    .findFirst()
                    .ifPresentOrElse(
                            table -> judge(table, place, indexes, judgement),
                            () -> unknown("the route table of the subnet is in no source", place, judgement));
        }
    }

    private static void judge(AzureResource table, Setting place, Indexes indexes, Judgement judgement) {
        List<Field> routes = NetworkParts.routes(table, indexes).stream()
                .filter(route -> "0.0.0.0/0".equals(word(route, "addressPrefix", "address_prefix")))
                .toList();
        String name = table.name();
        if (routes.isEmpty()) {
            judgement.fail(place.place(), "the route table " + name + " of the subnet has no route for 0.0.0.0/0");
        }
        for (Field route : routes) {
            String hop = word(route, "nextHopType", "next_hop_type");
            if (!hop.isEmpty() && !APPLIANCES.contains(hop.toLowerCase(Locale.ROOT))) {
                judgement.fail(
                        place.place(),
                        "the route table " + name + " of the subnet sends 0.0.0.0/0 to " + hop
                                + ", not to a VirtualAppliance: no firewall sees the traffic");
            }
        }
    }

    private static String word(Field part, String arm, String azurerm) {
        Field field = part.get(arm);
        return (field.isPresent() ? field : part.get(azurerm)).stringOr("");
    }

    private static void unknown(String why, Setting place, Judgement judgement) {
        judgement.unknown(place.place(), InputKind.OTHERS, "where traffic of the nodes goes is not known: " + why);
    }
}
