package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.Severity;
import java.util.Set;

/** Azure Policy's rule for clusters whose registry is not attached; the opposite of image/pull-secrets-unneeded. */
final class PodsMustHavePullSecrets extends BuiltInEnvironmentPolicy<PullSecrets> {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "image/pull-secrets-required",
                    Severity.INFO,
                    "Pods must carry image pull secrets",
                    "name a pull secret under imagePullSecrets of the pod")
            .reference(
                    Catalog.AZURE_POLICY,
                    "12db3749-7e03-4b9f-b443-d37d3fb9f8d9",
                    "Kubernetes cluster containers should only pull images when image pull secrets are present")
            .references(Catalog.KYVERNO, "other/require-imagepullsecrets");

    PodsMustHavePullSecrets() {
        super(ImageFacts.PULL_SECRETS, Set.of(Facts.SERVICE_ACCOUNTS), INFO);
    }

    @Override
    public void evaluate(PullSecrets pod, Indexes indexes, Judgement judgement) {
        if (!pod.own() && !pod.containers().isEmpty() && !pod.given(indexes)) {
            judgement.fail(pod.place(), "imagePullSecrets is " + (pod.place().isWritten() ? "empty" : "not set"));
        }
    }
}
