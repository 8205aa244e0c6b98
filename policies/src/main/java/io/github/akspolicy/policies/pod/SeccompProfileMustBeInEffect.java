package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** Without a seccomp profile a container may make every system call: AKS kubelets default to Unconfined. */
final class SeccompProfileMustBeInEffect extends PodPolicy {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedProfiles",
            PodSecurityStandards.PROFILES,
            "profile types, or in Azure's older words: runtime/default, docker/default, localhost/<file>, localhost/*,"
                    + " and * for everything");
    private static final Parameter<Boolean> ANNOTATIONS = Parameter.flag(
            "countAnnotations",
            false,
            "whether an annotation counts where no field is set, as it does for Azure Policy: Kubernetes ignores it");
    private static final Parameter<Boolean> ONLY_IN_EFFECT = Parameter.flag(
            "onlyInEffect",
            false,
            "whether a profile of the pod counts only for containers that inherit it, as it does for Azure Policy: Pod"
                    + " Security refuses a bad one even when every container replaces it");
    private static final Parameter<Boolean> AZURE_COMPAT = AzureCompat.parameter(
            "the type Localhost allows no file by itself, and the words \"not configured\" allow none at all");

    private static final String RUNTIME_DEFAULT = "RuntimeDefault";

    SeccompProfileMustBeInEffect() {
        super(
                policy(
                                "pod/seccomp-profile",
                                HIGH,
                                "A RuntimeDefault or Localhost seccomp profile must be in effect for every container")
                        .fix("set securityContext.seccompProfile.type: RuntimeDefault on the pod")
                        .parameters(ALLOWED, ANNOTATIONS, ONLY_IN_EFFECT, AZURE_COMPAT)
                        .in(RECOMMENDED),
                by(SECCOMP_RESTRICTED).exempting(WindowsPods.EXEMPT_BY_OS_NAME));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        boolean azure = judgement.get(AZURE_COMPAT);
        Profiles allowed = new Profiles(judgement.get(ALLOWED), !azure);
        if (allowed.includeEverything()) {
            return;
        }
        for (Field profile : judgement.get(ONLY_IN_EFFECT)
                ? pod.securityInEffect("seccompProfile")
                : pod.securitySettings("seccompProfile")) {
            if (!allowed.include(profile)) {
                judgement.fail(
                        profile.get("type"),
                        "securityContext.seccompProfile.type is "
                                + profile.get("type").stringOr("not set"),
                        Fix.set(profile.get("type"), RUNTIME_DEFAULT));
            }
        }
        Pod judged =
                judgement.get(ANNOTATIONS) ? pod.without(container -> isAllowedByAnnotation(container, allowed)) : pod;
        if (azure && allowed.words().contains("not configured")) {
            return;
        }
        for (Field gap : judged.securityGaps("seccompProfile")) {
            judgement.fail(gap, "securityContext.seccompProfile is not set", Fix.set(gap.get("type"), RUNTIME_DEFAULT));
        }
    }

    private static boolean isAllowedByAnnotation(Container container, Profiles allowed) {
        Field annotations = container.pod().annotations();
        Field own = annotations.get(PodSecurityStandards.SECCOMP_ANNOTATION_OF_CONTAINER + container.name());
        Field word = own.isPresent() ? own : annotations.get(PodSecurityStandards.SECCOMP_ANNOTATION_OF_POD);
        return allowed.includeWord(word.stringOr(""));
    }
}
