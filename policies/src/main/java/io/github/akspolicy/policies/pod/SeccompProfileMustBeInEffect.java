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
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
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
    private static final Parameters AZURE = WindowsPods.azure(WindowsPods.EXEMPT_BY_OS_NAME)
            .with(ANNOTATIONS, true)
            .with(ONLY_IN_EFFECT, true);

    private static final String RUNTIME_DEFAULT = "RuntimeDefault";

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/seccomp-profile",
                    HIGH,
                    "A RuntimeDefault or Localhost seccomp profile must be in effect for every container",
                    "set securityContext.seccompProfile.type: RuntimeDefault on the pod")
            .parameters(ALLOWED, ANNOTATIONS, ONLY_IN_EFFECT, AZURE_COMPAT)
            .in(RECOMMENDED, TALK, PSS_RESTRICTED, CIS)
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Configure seccomp")
            .in(
                    AZURE.with(ALLOWED, List.of("runtime/default", "docker/default"))
                            .with(AZURE_COMPAT, true),
                    AZURE_PSP_RESTRICTED)
            .in(AZURE, AZURE_SAFEGUARDS_RESTRICTED)
            .reference(
                    Catalog.AZURE_POLICY,
                    "975ce327-682c-4f2e-aa46-b9598289b86c",
                    "Kubernetes cluster containers should only use allowed seccomp profiles")
            .reference(
                    Catalog.AZURE_POLICY,
                    "6f87d474-38a9-46c9-bdfe-d7fa3b9836bf",
                    "[Preview]: Sets Kubernetes cluster containers' secure computing mode profile type to RuntimeDefault if not present")
            .reference(
                    Catalog.AZURE_POLICY,
                    "6bcd4321-fb89-4e3e-bf6c-999c13d47f43",
                    "[Preview]: Sets Kubernetes cluster init containers' secure computing mode profile type to RuntimeDefault if not present")
            .references(Catalog.PSS_RESTRICTED, "seccompProfile_restricted")
            .references(Catalog.CIS_KUBERNETES, "5.6.2", "4.2.14")
            .references(Catalog.CHECKOV, "CKV_K8S_31")
            .references(Catalog.TRIVY, "KSV-0030")
            .references(Catalog.KYVERNO, "pod-security/restricted/restrict-seccomp-strict")
            .references(Catalog.GATEKEEPER, "seccomp", "seccompv2")
            .references(
                    Catalog.AKS_DOCS,
                    "secure-container-access",
                    "custom-node-configuration-reference",
                    "deployment-safeguards");

    SeccompProfileMustBeInEffect() {
        super(INFO, by(SECCOMP_RESTRICTED).exempting(WindowsPods.EXEMPT_BY_OS_NAME));
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
