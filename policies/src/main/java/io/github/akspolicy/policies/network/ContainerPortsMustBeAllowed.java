package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
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

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "network/container-allowed-ports",
                    LOW,
                    "Containers must listen on allowed ports only",
                    "use an allowed port")
            .parameters(ALLOWED, FORBID_PRIVILEGED, AZURE_COMPAT)
            .in(HARDENED)
            .reference(
                    Catalog.AZURE_POLICY,
                    "0f636243-1b1c-4d50-880f-310f6199f2cb",
                    "[Deprecated]: Ensure containers listen only on allowed ports in AKS")
            .reference(
                    Catalog.AZURE_POLICY,
                    "440b515e-a580-421e-abeb-b159a61ddcbc",
                    "[Deprecated]: Kubernetes cluster containers should only listen on allowed ports")
            .references(Catalog.KUBE_LINTER, "privileged-ports")
            .references(Catalog.TRIVY, "KSV-0117")
            .references(Catalog.AKS_DOCS, "policy-reference");

    ContainerPortsMustBeAllowed() {
        super(Container.VIEW, INFO);
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
