package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Without probes traffic reaches a container that cannot serve it, and a hanging one is never restarted. */
final class ContainersMustHaveProbes extends BuiltInPolicy<Container> {
    private static final List<String> PROBES = List.of("readinessProbe", "livenessProbe", "startupProbe");
    private static final Set<String> HANDLERS = Set.of("httpGet", "tcpSocket", "exec", "grpc");
    private static final Set<String> HANDLERS_OF_AZURE = Set.of("httpGet", "tcpSocket", "exec");
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

    private static final Parameter<Set<String>> DECLARED_PORTS = Parameter.choices(
            "declaredPorts", PROBES, Set.of(), "the probes that must ask at a TCP port which the container declares");
    private static final Parameter<Boolean> ALLOW_IDENTICAL = Parameter.flag(
            "allowIdenticalProbes",
            true,
            "whether liveness and readiness may be probed alike: then what is merely busy is restarted");

    private static final Parameter<Boolean> AZURE_COMPAT =
            AzureCompat.parameter("grpc is not a probe, sidecars need none, and the pods of jobs need them");

    ContainersMustHaveProbes() {
        super(
                Container.VIEW,
                policy("workload/probes", LOW, "Containers must have readiness and liveness probes")
                        .fix("give the container a readinessProbe and a livenessProbe")
                        .parameters(REQUIRED, MODE, DECLARED_PORTS, ALLOW_IDENTICAL, AZURE_COMPAT));
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        boolean azure = judgement.get(AZURE_COMPAT);
        boolean serves = container.type() == Container.Type.REGULAR || !azure && container.isSidecar();
        if (!serves || !azure && container.pod().runsToCompletion()) {
            return;
        }
        judgePresence(container, judgement);
        Set<String> declared = judgement.get(DECLARED_PORTS);
        if (!declared.isEmpty()) {
            PROBES.stream()
                    .filter(declared::contains)
                    .flatMap(probe -> asked(container.field().get(probe)))
                    .filter(port -> !isDeclared(port, container))
                    .forEach(port ->
                            judgement.fail(port, "port " + port.text() + " is none that the container declares"));
        }
        if (judgement.get(ALLOW_IDENTICAL)) {
            return;
        }
        Field liveness = container.field().get("livenessProbe");
        Field readiness = container.field().get("readinessProbe");
        if (liveness.node() instanceof Node.Mapping live
                && readiness.node() instanceof Node.Mapping ready
                && live.entries().size() == ready.entries().size()
                && Objects.equals(Node.toPlain(live), Node.toPlain(ready))) {
            judgement.fail(liveness, "livenessProbe is the same as readinessProbe");
        }
    }

    private static void judgePresence(Container container, Judgement judgement) {
        Set<String> handlers = judgement.get(AZURE_COMPAT) ? HANDLERS_OF_AZURE : HANDLERS;
        // a name that is none of the three has been given by an assignment of Azure, whose template knows no list of
        // names
        List<Field> required = Stream.concat(
                        PROBES.stream().filter(judgement.get(REQUIRED)::contains),
                        judgement.get(REQUIRED).stream()
                                .filter(name -> !PROBES.contains(name))
                                .sorted())
                .map(container.field()::get)
                .toList();
        if (judgement.get(MODE).equals("all")) {
            for (Field probe : required) {
                if (!probes(probe, handlers)) {
                    judgement.fail(probe, probe.key() + (probe.isPresent() ? " has no handler" : " is not set"));
                }
            }
        } else if (!required.isEmpty() && required.stream().noneMatch(probe -> probes(probe, handlers))) {
            judgement.fail(
                    required.get(0),
                    "none of "
                            + String.join(
                                    ", ", required.stream().map(Field::key).toList()) + " is set");
        }
    }

    private static Stream<Field> asked(Field probe) {
        return Stream.of("httpGet", "tcpSocket", "grpc")
                .map(handler -> probe.at(handler, "port"))
                .filter(Field::isPresent);
    }

    private static boolean isDeclared(Field port, Container container) {
        return container.field().get("ports").items().stream()
                .filter(declared -> declared.get("protocol").stringOr("TCP").equals("TCP"))
                .anyMatch(declared -> port.integer() == null
                        ? declared.get("name").stringOr("").equals(port.string())
                        : port.integer().equals(declared.get("containerPort").integer()));
    }

    private static boolean probes(Field probe, Set<String> handlers) {
        for (Field handler : probe.fields()) {
            if (handler.isPresent() && handlers.contains(handler.key())) {
                return true;
            }
        }
        return false;
    }
}
