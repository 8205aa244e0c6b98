package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Pod;

/** In a namespace of its node a pod sees, and reaches, what belongs to the node and to its neighbours. */
final class PodsMustNotShareHostNamespaces extends PodPolicy {
    private static final Parameter<Boolean> NETWORK =
            Parameter.flag("allowHostNetwork", false, "whether hostNetwork may be true");
    private static final Parameter<Boolean> PID = Parameter.flag("allowHostPID", false, "whether hostPID may be true");
    private static final Parameter<Boolean> IPC = Parameter.flag("allowHostIPC", false, "whether hostIPC may be true");

    private static final Parameters AZURE = WindowsPods.azure(WindowsPods.EVALUATED);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/host-namespaces",
                    CRITICAL,
                    "Pods must not share host network, PID or IPC namespaces",
                    "remove hostNetwork, hostPID and hostIPC from the pod, or set them to false")
            .parameters(NETWORK, PID, IPC)
            .in(RECOMMENDED, TALK, PSS_BASELINE, PSS_RESTRICTED, CIS)
            .references(Catalog.MCSB, "PV-2")
            .references(Catalog.DEFENDER, "Containers sharing sensitive host namespaces should be avoided")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Limit the pod privileges")
            .in(
                    AZURE,
                    AZURE_PSP_BASELINE,
                    AZURE_PSP_RESTRICTED,
                    AZURE_SAFEGUARDS_BASELINE,
                    AZURE_SAFEGUARDS_RESTRICTED,
                    AZURE_CIS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8",
                    "Kubernetes cluster containers should not share host namespaces")
            .reference(
                    Catalog.AZURE_POLICY,
                    "82985f06-dc18-4a48-bc1c-b9f4f0098cfe",
                    "Kubernetes cluster pods should only use approved host network and port list")
            .references(Catalog.PSS_BASELINE, "hostNamespaces")
            .references(Catalog.CIS_AKS, "4.2.2", "4.2.3", "4.2.4")
            .references(Catalog.CIS_KUBERNETES, "5.2.3", "5.2.4", "5.2.5")
            .references(Catalog.CHECKOV, "CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19")
            .references(Catalog.TRIVY, "KSV-0008", "KSV-0009", "KSV-0010")
            .references(Catalog.KUBE_LINTER, "host-network", "host-pid", "host-ipc")
            .references(Catalog.KYVERNO, "pod-security/baseline/disallow-host-namespaces")
            .references(Catalog.GATEKEEPER, "host-namespaces", "host-network-ports")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    PodsMustNotShareHostNamespaces() {
        super(INFO, by().exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        judge(pod, "hostNetwork", NETWORK, judgement);
        judge(pod, "hostPID", PID, judgement);
        judge(pod, "hostIPC", IPC, judgement);
    }

    private static void judge(Pod pod, String name, Parameter<Boolean> allowed, Judgement judgement) {
        Field shared = pod.spec().get(name);
        // Azure Policy comes to a pod by its containers: where all of them are excluded, nothing is left to judge
        if (shared.isTrue() && !judgement.get(allowed) && !pod.isWhollyExcluded()) {
            judgement.fail(shared, name + " is true", Fix.set(shared, false).takingAway());
        }
    }
}
