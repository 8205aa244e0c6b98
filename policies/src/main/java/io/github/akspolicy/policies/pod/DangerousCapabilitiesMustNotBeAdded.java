package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
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

    DangerousCapabilitiesMustNotBeAdded() {
        super(
                // recommended lists pod/capabilities-added, which allows none of them
                policy("pod/capabilities-disallowed", HIGH, "Named dangerous capabilities must not be added")
                        .fix("remove the capability from securityContext.capabilities.add of the container")
                        .parameters(DISALLOWED, AZURE_COMPAT),
                by().exempting(WindowsPods.EVALUATED));
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
