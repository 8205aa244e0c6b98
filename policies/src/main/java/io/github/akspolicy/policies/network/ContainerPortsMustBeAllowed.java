package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;

/** The ports that a container declares are what network policies and reviewers go by. */
final class ContainerPortsMustBeAllowed extends BuiltInPolicy<Container> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedContainerPortsList", List.of(), "ports, or ranges such as 8000-8999, that containers may declare");

    private static final Parameter<Boolean> FORBID_PRIVILEGED = Parameter.flag(
            "forbidPrivileged",
            false,
            "whether ports below 1024 are violations, also where the list allows them; an empty list then allows the others");
    private static final long FIRST_UNPRIVILEGED = 1024;

    private static final Parameter<Boolean> AZURE_COMPAT =
            AzureCompat.parameter("an empty list allows no port; there are no ranges, and a word is compared as text");

    ContainerPortsMustBeAllowed() {
        super(
                Container.VIEW,
                policy("network/container-allowed-ports", LOW, "Containers must listen on allowed ports only")
                        .fix("use an allowed port")
                        .parameters(ALLOWED, FORBID_PRIVILEGED, AZURE_COMPAT)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        boolean forbidden = judgement.get(FORBID_PRIVILEGED);
        boolean azure = judgement.get(AZURE_COMPAT);
        for (Field item : container.field().get("ports").items()) {
            Field port = item.get("containerPort");
            Long number = port.integer();
            if (forbidden && number != null && 0 < number && number < FIRST_UNPRIVILEGED) {
                judgement.fail(port, "containerPort " + number + " is privileged");
            } else if (azure) {
                AllowedPorts.judgeAsAzure(port, judgement.get(ALLOWED), false, judgement);
            } else if (!forbidden || number == null || !judgement.get(ALLOWED).isEmpty()) {
                AllowedPorts.judge(port, ALLOWED, judgement);
            }
        }
    }
}
