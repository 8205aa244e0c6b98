package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.workload.Pod;

/** Whoever writes Unconfined gives up the filter that keeps most kernel exploits out. */
final class SeccompMustNotBeUnconfined extends PodPolicy {
    private static final Profiles ALLOWED = new Profiles(PodSecurityStandards.PROFILES);

    SeccompMustNotBeUnconfined() {
        super(
                // where pod/seccomp-profile is a member it says the same of a profile that is set
                policy("pod/seccomp-unconfined", HIGH, "Seccomp must not be set to Unconfined")
                        .fix("set securityContext.seccompProfile.type to RuntimeDefault or Localhost, or remove it"),
                by(SECCOMP_ANNOTATIONS, SECCOMP_BASELINE));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        if (SECCOMP_ANNOTATIONS.existsIn(PodSecurityVersion.minor(judgement))) {
            judgeAnnotations(pod, judgement);
        } else {
            for (Field profile : pod.securitySettings("seccompProfile")) {
                if (PodSecurityStandards.isOtherProfile(profile)) {
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
        PodSecurityStandards.seccompAnnotations(pod).stream()
                .filter(annotation -> !ALLOWED.includeWord(annotation.textOr("")))
                .forEach(annotation -> judgement.fail(
                        annotation, "annotation " + annotation.key() + " is " + annotation.textOr("no text")));
    }
}
