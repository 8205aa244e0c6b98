package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.image.ImagePattern;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The kubelet's identity pulls from an attached registry: a pull secret there is a password for nothing. */
final class PullSecretsMustNotBeUsedForAttachedRegistries extends BuiltInEnvironmentPolicy<PullSecrets> {
    private static final Parameter<List<String>> ATTACHED = Parameter.strings(
            "attachedRegistries",
            List.of(),
            "login servers of the registries that are attached to the cluster, such as contoso.azurecr.io; those that"
                    + " context of the configuration names count, too");

    PullSecretsMustNotBeUsedForAttachedRegistries() {
        super(
                ImageFacts.PULL_SECRETS,
                Set.of(Facts.SERVICE_ACCOUNTS, Facts.ATTACHED_REGISTRIES),
                policy(
                                "image/pull-secrets-unneeded",
                                LOW,
                                "Pods must not carry pull secrets for a registry that is attached to the cluster")
                        .fix("remove imagePullSecrets and delete the secret")
                        .parameters(ATTACHED));
    }

    @Override
    public void evaluate(PullSecrets pod, Indexes indexes, Judgement judgement) {
        if (pod.images().isEmpty()) {
            return;
        }
        List<String> attached = Stream.concat(
                        judgement.get(ATTACHED).stream(), indexes.all(Facts.ATTACHED_REGISTRIES).stream())
                .toList();
        if (attached.isEmpty()) {
            return;
        }
        boolean given = pod.given(indexes);
        if (!pod.own() && !given) {
            return;
        }
        boolean unneeded = pod.images().stream()
                .map(ImageReference::parse)
                .allMatch(image -> image.filter(reference -> ImagePattern.anyMatches(attached, reference))
                        .isPresent());
        if (unneeded) {
            judgement.fail(
                    pod.place(),
                    (given
                                    ? "imagePullSecrets comes from service account "
                                            + pod.serviceAccount().name()
                                    : "imagePullSecrets is set")
                            + ", though every image comes from an attached registry");
        }
    }
}
