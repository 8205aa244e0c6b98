package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;
import java.util.Set;

/** Without probes traffic reaches a container that cannot serve it, and a hanging one is never restarted. */
public final class ContainersMustHaveProbes extends BuiltInPolicy<Container> {
    private static final List<String> PROBES = List.of("readinessProbe", "livenessProbe", "startupProbe");
    private static final Set<String> HANDLERS = Set.of("httpGet", "tcpSocket", "exec", "grpc");
    private static final Parameter<Set<String>> REQUIRED = Parameter.choices(
            "requiredProbes",
            PROBES,
            Set.of("readinessProbe", "livenessProbe"),
            "the probes that each container must have");
    private static final Parameter<String> MODE = Parameter.choice(
            "mode",
            List.of("all", "any"),
            "all",
            "whether all required probes must be there, as for Azure Policy, or any one of them");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/probes",
                    LOW,
                    "Containers must have readiness and liveness probes",
                    "give the container a readinessProbe and a livenessProbe")
            .parameters(REQUIRED, MODE)
            .in(AZURE_SAFEGUARDS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "b1a9997f-2883-4f12-bdff-2280f99b5915",
                    "Ensure cluster containers have readiness or liveness probes configured")
            .references(Catalog.CHECKOV, "CKV_K8S_8", "CKV_K8S_9")
            .references(Catalog.KUBE_LINTER, "no-liveness-probe", "no-readiness-probe")
            .references(Catalog.KYVERNO, "best-practices/require-probes")
            .references(Catalog.GATEKEEPER, "requiredprobes")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    public ContainersMustHaveProbes() {
        super(Container.VIEW, INFO);
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        boolean serves = container.type() == Container.Type.REGULAR || container.isSidecar();
        if (!serves || container.pod().runsToCompletion()) {
            return;
        }
        List<Field> required = PROBES.stream()
                .filter(judgement.get(REQUIRED)::contains)
                .map(container.field()::get)
                .toList();
        if (judgement.get(MODE).equals("all")) {
            required.stream()
                    .filter(probe -> !probes(probe))
                    .forEach(probe -> judgement.fail(
                            probe, probe.key() + (probe.isPresent() ? " has no handler" : " is not set")));
        } else if (!required.isEmpty() && required.stream().noneMatch(ContainersMustHaveProbes::probes)) {
            judgement.fail(
                    required.get(0),
                    "none of "
                            + String.join(
                                    ", ", required.stream().map(Field::key).toList()) + " is set");
        }
    }

    private static boolean probes(Field probe) {
        return probe.fields().stream().anyMatch(handler -> handler.isPresent() && HANDLERS.contains(handler.key()));
    }
}
