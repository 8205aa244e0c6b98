package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.image.ImagePattern;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.List;

/** The kubelet's identity pulls from an attached registry: a pull secret there is a password for nothing. */
public final class PullSecretsMustNotBeUsedForAttachedRegistries extends BuiltInPolicy<Pod> {
    private static final Parameter<List<String>> ATTACHED = Parameter.strings(
            "attachedRegistries",
            List.of(),
            "login servers of the registries that are attached to the cluster, such as contoso.azurecr.io");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "image/pull-secrets-unneeded",
                    LOW,
                    "Pods must not carry pull secrets for a registry that is attached to the cluster",
                    "remove imagePullSecrets and delete the secret")
            .parameters(ATTACHED)
            .in(TALK)
            .references(Catalog.KYVERNO, "other/require-imagepullsecrets")
            .references(Catalog.AKS_DOCS, "cluster-container-registry-integration");

    public PullSecretsMustNotBeUsedForAttachedRegistries() {
        super(Pod.VIEW, INFO);
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        List<String> attached = judgement.get(ATTACHED);
        List<PodImage> images = PodImage.all(pod);
        Field secrets = pod.spec().get("imagePullSecrets");
        if (secrets.items().isEmpty() || attached.isEmpty() || images.isEmpty()) {
            return;
        }
        if (images.stream()
                .allMatch(image -> image.reference()
                        .filter(reference -> ImagePattern.anyMatches(attached, reference))
                        .isPresent())) {
            judgement.fail(secrets, "imagePullSecrets is set, though every image comes from an attached registry");
        }
    }
}
