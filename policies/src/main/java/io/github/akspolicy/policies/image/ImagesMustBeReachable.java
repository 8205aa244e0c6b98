package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policies.registry.AttachedRegistries;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.identity.ServiceAccount;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Neither the nodes nor the pod can show the registry a credential: the image is never pulled. */
final class ImagesMustBeReachable extends BuiltInEnvironmentPolicy<RegistryPull> {
    private static final Index<String, RegistryPull> PULLS =
            new Index<>("pulls from Azure container registries", Kinds.PODS, RegistryPull::of, RegistryPull::server);

    ImagesMustBeReachable() {
        super(
                PULLS,
                read(),
                policy(
                                "image/registry-access",
                                HIGH,
                                "Images must come from a registry that the cluster or the pod may pull from")
                        .fix("give AcrPull on the registry to the kubelet identity of the cluster"));
    }

    private static Set<Index<?, ?>> read() {
        Set<Index<?, ?>> reads = new HashSet<>(AttachedRegistries.READS);
        reads.add(ClusterFacts.CLUSTERS);
        reads.add(Facts.SERVICE_ACCOUNTS);
        return reads;
    }

    @Override
    public void evaluate(RegistryPull pull, Indexes indexes, Judgement judgement) {
        List<ServiceAccount> accounts = indexes.get(Facts.SERVICE_ACCOUNTS, pull.serviceAccount());
        if (accounts.stream().anyMatch(ServiceAccount::givesPullSecrets)) {
            return;
        }
        String image = "image comes from " + pull.server();
        switch (indexes.derive(AttachedRegistries.OF).state(pull.server())) {
            case ATTACHED -> {}
            case UNKNOWN ->
                judgement.unknown(
                        pull.place(),
                        InputKind.OTHERS,
                        image + ", and whether the cluster may pull from it is in no source");
            case DETACHED -> {
                if (indexes.all(ClusterFacts.CLUSTERS).isEmpty()) {
                    judgement.unknown(pull.place(), InputKind.CLUSTERS, image + ", and no cluster is in the sources");
                } else if (accounts.isEmpty() && !pull.serviceAccount().isDefault()) {
                    judgement.unknown(
                            pull.place(),
                            InputKind.SERVICE_ACCOUNTS,
                            image + ", and the service account, which may give pull secrets, is in no source");
                } else {
                    judgement.fail(
                            pull.place(),
                            image + ", on which no identity has the role AcrPull, and the pod has no pull secret");
                }
            }
        }
    }
}
