package io.github.akspolicy.policies.pod;

import io.github.akspolicy.policies.base.NodeFacts;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.NodeClass;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes of an environment let pods have a user namespace. Source: articles/aks/secure-container-access.md, prerequisites.
 *
 * @param areAllKnown whether the sources say what each node is made by
 */
record UserNamespaces(List<Nodes> nodes, boolean areAllKnown) {
    /** User namespaces are on by default from Kubernetes 1.33 on (feature gate UserNamespacesSupport). */
    static final int FIRST_MINOR = 33;

    static final Set<Index<?, ?>> READS = Set.of(AccessFacts.CLUSTERS, NodeFacts.POOLS, NodeFacts.NODE_CLASSES);

    static final Derivation<UserNamespaces> OF = new Derivation<>("user namespaces", READS, UserNamespaces::of);

    /**
     * The nodes of a pool, or those that a class of node auto-provisioning makes.
     *
     * @param pool the name of the pool; null where it is not known, or where no pool has them
     * @param words what makes them and their image, for messages
     * @param support whether they let pods have a user namespace; empty where that is not known
     */
    record Nodes(@Nullable String pool, String words, Optional<Boolean> support) {
        private static Nodes of(AgentPool pool, @Nullable Setting version) {
            OptionalInt minor = minor(version);
            List<String> images = pool.images(minor);
            Optional<Boolean> support = pool.get(PoolProperties.OS_SKU).unresolved() != null
                    ? Optional.empty()
                    : minor.orElse(FIRST_MINOR) < FIRST_MINOR ? Optional.of(false) : common(images);
            String name = pool.azureName();
            return new Nodes(
                    name,
                    "pool " + (name == null ? "" : name + " ") + "(" + String.join(" or ", images) + ")",
                    support);
        }

        private static Nodes of(NodeClass nodeClass, @Nullable Setting version) {
            Setting family =
                    PoolProperties.OS_SKU.ofNodeClass().map(nodeClass::get).orElseThrow();
            List<String> images =
                    Lifecycle.AKS.images(family.isSet() ? family.textOrEmpty() : "Ubuntu", minor(version));
            return new Nodes(
                    null,
                    "AKSNodeClass " + nodeClass.name() + " (" + String.join(" or ", images) + ")",
                    common(images));
        }

        private static OptionalInt minor(@Nullable Setting version) {
            return version == null ? OptionalInt.empty() : Lifecycle.minor(version.textOrEmpty());
        }

        /** What the table says of all the images that it may be; empty where that is not the same of each. */
        private static Optional<Boolean> common(List<String> images) {
            List<Optional<Boolean>> answers = images.stream()
                    .map(Lifecycle.AKS::userNamespaces)
                    .distinct()
                    .toList();
            return answers.size() == 1 ? answers.get(0) : Optional.empty();
        }
    }

    private static UserNamespaces of(Indexes indexes) {
        var clusters = indexes.derive(NodeFacts.CLUSTERS_BY_REFERENCE);
        var nodes = new ArrayList<Nodes>();
        for (AgentPool pool : indexes.all(NodeFacts.POOLS)) {
            if (pool.isLinux()) {
                nodes.add(Nodes.of(pool, pool.version(clusters)));
            }
        }
        boolean areAllKnown = !nodes.isEmpty();
        for (ManagedCluster cluster : indexes.all(AccessFacts.CLUSTERS)) {
            Setting mode = cluster.get(ClusterProperties.NODE_PROVISIONING);
            if (mode.unresolved() != null) {
                areAllKnown = false;
            } else if (mode.is("Auto")) {
                areAllKnown &= cluster.get(ClusterProperties.DEFAULT_NODE_POOLS).is("None")
                        ? !indexes.all(NodeFacts.NODE_CLASSES).isEmpty()
                        : !indexes.get(NodeFacts.NODE_CLASSES, "default").isEmpty();
                Setting version = cluster.get(ClusterProperties.KUBERNETES_VERSION);
                indexes.all(NodeFacts.NODE_CLASSES).forEach(one -> nodes.add(Nodes.of(one, version)));
            }
        }
        return new UserNamespaces(List.copyOf(nodes), areAllKnown);
    }

    /** The nodes that a pod may run on: those of the pools that it names, else all. */
    UserNamespaces of(List<String> pools) {
        List<Nodes> named =
                nodes.stream().filter(one -> pools.contains(one.pool())).toList();
        return pools.isEmpty() || named.isEmpty() ? this : new UserNamespaces(named, true);
    }

    /** Whether the sources show that no node lets pods have one. */
    boolean areNowhere() {
        return areAllKnown && nodes.stream().allMatch(one -> one.support().equals(Optional.of(false)));
    }

    /** What is known of the nodes, to be added to a message; empty where all let pods have one. */
    String words() {
        if (!areAllKnown) {
            return "; it needs nodes of Azure Linux 3 or Ubuntu 24.04, and no source says what all nodes are";
        }
        String without = names(Optional.of(false));
        String open = names(Optional.empty());
        return (without.isEmpty() ? "" : "; it cannot run so on " + without)
                + (open.isEmpty() ? "" : "; whether it can run so is not known of " + open);
    }

    private String names(Optional<Boolean> support) {
        return nodes.stream()
                .filter(one -> one.support().equals(support))
                .map(Nodes::words)
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
