package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.policies.identity.IdentityFacts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.PodIdentity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of an environment needs something of its cluster, so that the cluster is wrong without it. */
final class Usage {
    /** Pods that the webhook of workload identity gives a token. */
    private static final Index<NamespacedName, PodIdentity> LABELLED_PODS =
            new Index<>("pods with workload identity", Kinds.PODS, PodIdentity::labelled, PodIdentity::serviceAccount);

    private static final String BY_PODS = ", though pods carry the label azure.workload.identity/use";

    static final Parameter<Boolean> ALWAYS = Parameter.flag(
            "requireAlways", true, "whether it must be there even when nothing of the environment uses it");

    /** The setting under which only what is used is asked for. */
    static final Parameters WHERE_USED = Parameters.DEFAULTS.with(ALWAYS, false);

    static Usage byLabelledPods(AzureProperty property) {
        return new Usage(List.of(LABELLED_PODS), property, BY_PODS);
    }

    static Usage byKeyVaultVolumes(AzureProperty property) {
        return new Usage(
                List.of(IdentityFacts.KEY_VAULT_ACCESSES, IdentityFacts.KEY_VAULT_VOLUMES),
                property,
                ", though the environment mounts secrets of Key Vault");
    }

    private final Set<Index<?, ?>> reads;
    private final Derivation<Boolean> isFelt;
    private final String words;

    /**
     * @param of what needs it; each is enough
     * @param property what the cluster must have
     * @param words what a finding says of it
     */
    private Usage(List<Index<?, ?>> of, AzureProperty property, String words) {
        Set<Index<?, ?>> all = new HashSet<>(of);
        all.add(ClusterFacts.CLUSTERS);
        this.reads = Set.copyOf(all);
        this.isFelt = new Derivation<>(
                "need of " + property,
                reads,
                indexes -> of.stream().anyMatch(index -> !indexes.all(index).isEmpty())
                        && indexes.all(ClusterFacts.CLUSTERS).stream()
                                .noneMatch(cluster -> cluster.get(property).isTrue()));
        this.words = words;
    }

    /** What a policy that asks declares. */
    Set<Index<?, ?>> reads() {
        return reads;
    }

    /**
     * Whether the environment needs it, and no cluster of it has it: with several clusters the files do not say which
     * one the pods run in.
     */
    boolean isFelt(Indexes indexes) {
        return indexes.derive(isFelt);
    }

    /** Whether its absence is a finding. */
    boolean isDemanded(Indexes indexes, Judgement judgement) {
        return judgement.get(ALWAYS) || isFelt(indexes);
    }

    /** The words behind those about the property; empty where nothing uses it. */
    String because(Indexes indexes) {
        return isFelt(indexes) ? words : "";
    }
}
