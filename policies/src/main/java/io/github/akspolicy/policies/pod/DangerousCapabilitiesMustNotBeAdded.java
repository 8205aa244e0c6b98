package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;
import java.util.Locale;

/** A few capabilities are as good as root on the node, or as good as the network of every neighbour. */
final class DangerousCapabilitiesMustNotBeAdded extends ContainerPolicy {
    private static final Parameter<List<String>> DISALLOWED = Parameter.strings(
            "disallowedCapabilities",
            List.of(
                    "SYS_ADMIN",
                    "SYS_MODULE",
                    "SYS_PTRACE",
                    "SYS_RAWIO",
                    "NET_ADMIN",
                    "NET_RAW",
                    "BPF",
                    "DAC_READ_SEARCH"),
            "capabilities that must not be added, in any case, with or without CAP_");

    private static final Parameter<Boolean> AZURE_COMPAT =
            AzureCompat.parameter("names by their exact text; * in the list refuses every container");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/capabilities-disallowed",
                    HIGH,
                    "Named dangerous capabilities must not be added",
                    "remove the capability from securityContext.capabilities.add of the container")
            .parameters(DISALLOWED, AZURE_COMPAT)
            // recommended lists pod/capabilities-added, which allows none of them
            .in(TALK, CIS)
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Reduce the pod capabilities")
            .references(Catalog.MCSB, "PV-2")
            .reference(
                    Catalog.AZURE_POLICY,
                    "a27c700f-8a22-44ec-961c-41625264370b",
                    "Kubernetes clusters should not use specific security capabilities")
            .reference(
                    Catalog.AZURE_POLICY,
                    "d2e7ea85-6b44-4317-a0be-1b951587f626",
                    "Kubernetes clusters should not grant CAP_SYS_ADMIN security capabilities")
            .references(Catalog.CIS_KUBERNETES, "5.2.8")
            .references(Catalog.CHECKOV, "CKV_K8S_39", "CKV_K8S_25")
            .references(Catalog.TRIVY, "KSV-0005", "KSV-0120", "KSV-0119")
            .references(Catalog.KUBE_LINTER, "drop-net-raw-capability")
            .references(Catalog.GATEKEEPER, "capabilities");

    DangerousCapabilitiesMustNotBeAdded() {
        super(INFO, by().exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Container container, Judgement judgement) {
        if (judgement.get(AZURE_COMPAT)) {
            judgeAsAzure(container, judgement.get(DISALLOWED), judgement);
            return;
        }
        List<String> disallowed = judgement.get(DISALLOWED).stream()
                .map(DangerousCapabilitiesMustNotBeAdded::plain)
                .toList();
        for (Field added : container.capabilities().get("add").items()) {
            String name = plain(added.stringOr(""));
            if (disallowed.contains(name) || (!disallowed.isEmpty() && (name.equals("ALL") || name.equals("*")))) {
                judgement.add(Capabilities.added(added));
            }
        }
    }

    private static void judgeAsAzure(Container container, List<String> disallowed, Judgement judgement) {
        Field add = container.capabilities().get("add");
        if (disallowed.contains("*")) {
            judgement.fail(add, "no container passes where disallowedCapabilities holds *");
            return;
        }
        for (Field added : add.items()) {
            if (disallowed.contains(added.stringOr(""))) {
                judgement.add(Capabilities.added(added));
            }
        }
    }

    private static String plain(String capability) {
        String upper = capability.toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
    }
}
