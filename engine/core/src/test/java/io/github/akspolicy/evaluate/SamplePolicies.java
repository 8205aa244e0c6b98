package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;

/** The policies whose findings the samples show: one of each severity that matters. */
final class SamplePolicies {
    private static final Parameter<List<String>> TAGS =
            Parameter.strings("forbiddenTags", List.of("latest"), "tags that may not be used");

    /** A policy that is only shown, never asked. */
    private record Shown(PolicyInfo info) implements ResourcePolicy<Resource> {
        @Override
        public ViewType<Resource> view() {
            return ViewType.RESOURCE;
        }

        @Override
        public void evaluate(Resource view, Judgement judgement) {
            throw new UnsupportedOperationException("samples are not evaluated");
        }
    }

    static final ActivePolicy SECCOMP = ActivePolicy.of(new Shown(PolicyInfo.of(
                            "pod/seccomp-profile",
                            Severity.HIGH,
                            "Pods must run with a seccomp profile",
                            "set seccompProfile.type to RuntimeDefault on the pod")
                    .in(Profile.RECOMMENDED, Profile.AKS_SIMPLIFIED)))
            .cited(id -> List.of(
                    new Reference("Pod Security Standards, restricted", "seccomp-restricted", "Seccomp", "", true)));
    static final ActivePolicy TAG = new ActivePolicy(
                    new Shown(PolicyInfo.of(
                                    "image/tag-not-latest",
                                    Severity.MEDIUM,
                                    "Images must have a tag that does not move",
                                    "name a version as tag, or the digest")
                            .formerly("image/no-latest")
                            .parameters(TAGS)
                            .in(Profile.RECOMMENDED)),
                    Severity.MEDIUM,
                    Parameters.DEFAULTS.with(TAGS, List.of("latest", "dev")))
            .cited(id -> List.of(new Reference("Checkov", "CKV_K8S_14", "", "", false)));
    static final ActivePolicy WILDCARD = ActivePolicy.of(new Shown(PolicyInfo.of(
            "rbac/wildcard-rules",
            Severity.CRITICAL,
            "Roles must name what they allow",
            "list the verbs and resources that are needed")));
    static final ActivePolicy CSI = ActivePolicy.of(new Shown(PolicyInfo.of(
            "secrets/csi-volume-read-only",
            Severity.LOW,
            "Volumes of the secrets store driver must be read-only",
            "set readOnly to true")));

    private SamplePolicies() {}
}
