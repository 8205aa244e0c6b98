package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.Lifecycle.Entry;
import io.github.akspolicy.resource.image.ImagePattern;
import java.util.List;
import java.util.Set;

/** What stands between the internet and every Service gets no fixes any more. */
final class RetiredIngressControllersMustNotBeUsed extends BuiltInEnvironmentPolicy<ControllerTrace> {
    private static final Index<String, ControllerTrace> TRACES = new Index<>(
            "ingress controllers",
            ControllerTrace.KINDS,
            ControllerTrace::of,
            trace -> trace.image() == null ? "" : RetiredController.CLASS_CONTROLLER);

    private static final Parameter<List<String>> MAINTAINED = Parameter.strings(
            "maintainedImages", List.of(), "images, or paths in registries, of a controller that someone else patches");

    RetiredIngressControllersMustNotBeUsed() {
        super(
                TRACES,
                Set.of(TRACES),
                policy("network/retired-ingress-controller", HIGH, "Ingress controllers must not be retired")
                        .fix(
                                "migrate to the Gateway API of application routing, or to Application Gateway for Containers")
                        .parameters(MAINTAINED)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(ControllerTrace trace, Indexes indexes, Judgement judgement) {
        RetiredController controller = trace.controller();
        if (controller == null
                || isMaintained(trace, judgement)
                // where the controller itself is in the environment, its image decides
                || trace.isClass()
                        && !indexes.get(TRACES, RetiredController.CLASS_CONTROLLER)
                                .isEmpty()) {
            return;
        }
        Entry entry = controller.entry();
        if (judgement.date().isOver(entry.end())) {
            String message = trace.words() + ": " + controller + " gets no fixes since " + entry.end();
            judgement.add(Observation.violation(trace.place(), message, "").withSeverity(controller.severity()));
        } else if (judgement.date().isSoon(entry.end())) {
            String message = trace.words() + ": " + controller + " gets no fixes from " + entry.end() + " on";
            judgement.add(Observation.violation(trace.place(), message, "soon").withSeverity(LOW));
        }
    }

    private static boolean isMaintained(ControllerTrace trace, Judgement judgement) {
        return trace.image() != null && ImagePattern.anyMatches(judgement.get(MAINTAINED), trace.image());
    }
}
