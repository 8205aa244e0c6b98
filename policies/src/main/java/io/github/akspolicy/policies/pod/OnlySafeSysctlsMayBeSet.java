package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sysctl that has no namespace of its own changes the kernel of the whole node. */
final class OnlySafeSysctlsMayBeSet extends BuiltInPolicy<Pod> {
    /** The safe sysctls by the minor version of the Pod Security Standards that added them. */
    private static final Map<Integer, List<String>> SAFE_SINCE = new TreeMap<>(Map.of(
            0,
                    List.of(
                            "kernel.shm_rmid_forced",
                            "net.ipv4.ip_local_port_range",
                            "net.ipv4.tcp_syncookies",
                            "net.ipv4.ping_group_range",
                            "net.ipv4.ip_unprivileged_port_start"),
            27, List.of("net.ipv4.ip_local_reserved_ports"),
            29,
                    List.of(
                            "net.ipv4.tcp_keepalive_time",
                            "net.ipv4.tcp_fin_timeout",
                            "net.ipv4.tcp_keepalive_intvl",
                            "net.ipv4.tcp_keepalive_probes"),
            32, List.of("net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"),
            37, List.of("net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat")));

    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedSysctls",
            safe(PodSecurityVersion.LATEST),
            "names, or beginnings followed by *; one that a later version of the Pod Security Standards added does not"
                    + " count before it");
    private static final Parameter<String> WINDOWS = WindowsPods.parameter(WindowsPods.NONE);
    private static final Parameters AZURE = Parameters.DEFAULTS.with(WINDOWS, WindowsPods.BY_NODE_SELECTOR);

    /** What Deployment Safeguards passes: the safe ones of 1.29. */
    private static final List<String> SAFEGUARDS = safe(new PodSecurityVersion(29, false));

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/sysctls",
                    MEDIUM,
                    "Only safe sysctls may be set",
                    "remove the sysctl from securityContext.sysctls of the pod")
            .parameters(ALLOWED, WINDOWS, PodSecurityVersion.PARAMETER)
            .in(RECOMMENDED, TALK, PSS_BASELINE, PSS_RESTRICTED)
            .in(AZURE.with(ALLOWED, SAFEGUARDS), AZURE_SAFEGUARDS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "5e5a0673-649e-4d50-bf9d-5a387a4e2081",
                    "[Preview]: Kubernetes cluster containers should use only allowed sysctl interfaces")
            .references(Catalog.PSS_BASELINE, "sysctls")
            .references(Catalog.TRIVY, "KSV-0026")
            .references(Catalog.KUBE_LINTER, "unsafe-sysctls")
            .references(Catalog.KYVERNO, "pod-security/baseline/restrict-sysctls")
            .references(Catalog.GATEKEEPER, "forbidden-sysctls")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    OnlySafeSysctlsMayBeSet() {
        super(Pod.VIEW, INFO);
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        if (pod.sysctls().isEmpty() || WindowsPods.leaveOut(pod, judgement.get(WINDOWS))) {
            return;
        }
        var version = PodSecurityVersion.of(judgement);
        List<String> allowed = judgement.get(ALLOWED).stream()
                .filter(name -> isKnown(name, version))
                .toList();
        for (Field sysctl : pod.sysctls()) {
            if (!Glob.anyMatches(allowed, sysctl.stringOr(""))) {
                judgement.add(Observation.violation(
                        sysctl.place(), "securityContext.sysctls sets " + sysctl.textOr("no name"), sysctl.textOr("")));
            }
        }
    }

    private static boolean isKnown(String name, PodSecurityVersion version) {
        return SAFE_SINCE.entrySet().stream()
                .noneMatch(entry -> entry.getValue().contains(name) && !version.isAtLeast(entry.getKey()));
    }

    /** The sysctls that are safe in a version of the Pod Security Standards. */
    static List<String> safe(PodSecurityVersion version) {
        return SAFE_SINCE.entrySet().stream()
                .filter(entry -> version.isAtLeast(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }
}
