package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Severity;
import java.util.Set;

/** Azure Policy's rule for clusters whose registry is not attached; the opposite of image/pull-secrets-unneeded. */
final class PodsMustHavePullSecrets extends BuiltInEnvironmentPolicy<PullSecrets> {
    PodsMustHavePullSecrets() {
        super(
                ImageFacts.PULL_SECRETS,
                Set.of(Facts.SERVICE_ACCOUNTS),
                policy("image/pull-secrets-required", Severity.INFO, "Pods must carry image pull secrets")
                        .fix("name a pull secret under imagePullSecrets of the pod"));
    }

    @Override
    public void evaluate(PullSecrets pod, Indexes indexes, Judgement judgement) {
        if (!pod.own() && !pod.containers().isEmpty() && !pod.given(indexes)) {
            judgement.fail(pod.place(), "imagePullSecrets is " + (pod.place().isWritten() ? "empty" : "not set"));
        }
    }
}
