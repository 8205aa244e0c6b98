package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.cluster.AzureResource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Nodes are administered through the API server; SSH and RDP from the internet are for others. */
final class NodesMustNotBeReachedByShell extends BuiltInEnvironmentPolicy<AzureResource> {
    private static final Set<String> ANYWHERE = Set.of("*", "any", "internet", "0.0.0.0/0", "::/0");
    private static final List<Integer> PORTS = List.of(22, 3389);

    NodesMustNotBeReachedByShell() {
        super(
                NetworkParts.SECURITY_GROUPS,
                NodeSubnets.readWith(NetworkParts.SECURITY_RULES),
                policy(
                                "cluster/node-subnet-shell",
                                HIGH,
                                "Security groups of nodes must not let SSH or RDP in from the internet")
                        .fix("remove the rule, or limit its source")
                        .in(HARDENED));
    }

    @Override
    public void evaluate(AzureResource group, Indexes indexes, Judgement judgement) {
        Set<String> guarding = indexes.derive(NodeSubnets.OF).securityGroups(indexes);
        if (group.keys().words().stream().noneMatch(guarding::contains)) {
            return;
        }
        List<Field> rules = NetworkParts.rules(group, indexes);
        for (int port : PORTS) {
            long denied = rules.stream()
                    .filter(rule -> meets(rule, "Deny", port))
                    .mapToLong(NodesMustNotBeReachedByShell::priority)
                    .min()
                    .orElse(Long.MAX_VALUE);
            rules.stream()
                    .filter(rule -> meets(rule, "Allow", port) && priority(rule) < denied)
                    .forEach(rule -> judgement.add(Observation.violation(
                            rule.place(),
                            "the rule lets port " + port + " of the nodes be reached from the internet",
                            String.valueOf(port))));
        }
    }

    /** Whether a rule decides about a port for who comes from the internet. */
    private static boolean meets(Field rule, String access, int port) {
        return is(rule, "access", access)
                && is(rule, "direction", "Inbound")
                && !is(rule, "protocol", "Udp")
                && !is(rule, "protocol", "Icmp")
                && words(rule, "sourceAddressPrefix", "source_address_prefix")
                        .anyMatch(source -> ANYWHERE.contains(source.toLowerCase(Locale.ROOT)))
                && words(rule, "destinationPortRange", "destination_port_range").anyMatch(range -> has(range, port));
    }

    /** The smaller number wins. */
    private static long priority(Field rule) {
        Long priority = rule.get("priority").integer();
        return priority == null ? 0 : priority;
    }

    private static boolean has(String range, int port) {
        if (range.equals("*")) {
            return true;
        }
        String[] ends = range.split("-", 2);
        try {
            int first = Integer.parseInt(ends[0].strip());
            int last = ends.length < 2 ? first : Integer.parseInt(ends[1].strip());
            return first <= port && port <= last;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean is(Field rule, String name, String word) {
        return word.equalsIgnoreCase(rule.get(name).stringOr(""));
    }

    /** A rule has one value, or a list under the name in the plural. */
    private static Stream<String> words(Field rule, String arm, String azurerm) {
        return Stream.of(arm, azurerm)
                .flatMap(name -> Stream.concat(
                        Stream.of(rule.get(name).stringOr("")), rule.get(plural(name)).strings().stream()))
                .filter(word -> !word.isEmpty());
    }

    private static String plural(String name) {
        return name.endsWith("x") ? name + "es" : name + "s";
    }
}
