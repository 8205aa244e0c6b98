package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.stream.Stream;

/** Whoever writes Unconfined gives up the filter that keeps most kernel exploits out. */
final class SeccompMustNotBeUnconfined extends BuiltInPolicy<Pod> {
    private static final String ANNOTATION = "seccomp.security.alpha.kubernetes.io/pod";
    private static final String CONTAINER_ANNOTATION = "container.seccomp.security.alpha.kubernetes.io/";
    private static final Profiles ALLOWED = new Profiles(List.of("RuntimeDefault", "Localhost"));

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/seccomp-unconfined",
                    HIGH,
                    "Seccomp must not be set to Unconfined",
                    "set securityContext.seccompProfile.type to RuntimeDefault or Localhost, or remove it")
            .parameters(PodSecurityVersion.PARAMETER, PodSecurityVersion.LEVEL)
            // where pod/seccomp-profile is a member it says the same of a profile that is set
            .in(PSS_BASELINE)
            .in(Parameters.DEFAULTS.with(PodSecurityVersion.LEVEL, PodSecurityVersion.RESTRICTED), PSS_RESTRICTED)
            .reference(
                    Catalog.AZURE_POLICY,
                    "975ce327-682c-4f2e-aa46-b9598289b86c",
                    "Kubernetes cluster containers should only use allowed seccomp profiles")
            .references(Catalog.PSS_BASELINE, "seccompProfile_baseline")
            .references(Catalog.TRIVY, "KSV-0104")
            .references(Catalog.KYVERNO, "pod-security/baseline/restrict-seccomp")
            .references(Catalog.GATEKEEPER, "seccomp", "seccompv2")
            .references(Catalog.AKS_DOCS, "secure-container-access");

    SeccompMustNotBeUnconfined() {
        super(Pod.VIEW, INFO);
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        var version = PodSecurityVersion.of(judgement);
        if (!version.isAtLeast(19)) {
            judgeAnnotations(pod, judgement);
        } else if (!version.isRestricted()) {
            for (Field profile : pod.securitySettings("seccompProfile")) {
                if (!ALLOWED.include(profile)) {
                    judgement.fail(
                            profile.get("type"),
                            "securityContext.seccompProfile.type is "
                                    + profile.get("type").stringOr("not set"),
                            Fix.set(profile.get("type"), "RuntimeDefault"));
                }
            }
        }
    }

    /** Until 1.18 the annotations were the setting and the fields did not exist. */
    private static void judgeAnnotations(Pod pod, Judgement judgement) {
        var names = Stream.concat(
                Stream.of(ANNOTATION),
                pod.containers().stream().map(container -> CONTAINER_ANNOTATION + container.name()));
        names.distinct()
                .map(pod.annotations()::get)
                .filter(annotation -> annotation.isPresent() && !ALLOWED.includeWord(annotation.textOr("")))
                .forEach(annotation -> judgement.fail(
                        annotation, "annotation " + annotation.key() + " is " + annotation.textOr("no text")));
    }
}
