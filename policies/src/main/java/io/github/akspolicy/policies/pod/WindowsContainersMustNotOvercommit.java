package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Windows has no out-of-memory killer: a node that has promised too much pages to disk and drags all its pods down. */
final class WindowsContainersMustNotOvercommit extends BuiltInPolicy<Container> {
    WindowsContainersMustNotOvercommit() {
        super(
                Container.VIEW,
                policy("pod/windows-resources", LOW, "Windows containers must not overcommit cpu and memory")
                        .fix(
                                "set resources.limits for cpu and memory, and requests to the same amounts or leave them away")
                        .parameters(WindowsPods.ONLY)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        // ephemeral containers have no resources
        if (!WindowsPods.include(container.pod(), judgement.get(WindowsPods.ONLY))
                || container.type() == Container.Type.EPHEMERAL) {
            return;
        }
        for (String resource : List.of("cpu", "memory")) {
            Field limit = container.field().at("resources", "limits", resource);
            Field request = container.field().at("resources", "requests", resource);
            if (!limit.isPresent()) {
                judgement.fail(limit, "resources.limits." + resource + " is not set");
            } else if (request.isPresent() && !areEqual(request, limit)) {
                judgement.fail(
                        request,
                        "resources.requests." + resource + " is " + request.text() + ", the limit " + limit.text());
            }
        }
    }

    private static boolean areEqual(Field left, Field right) {
        Optional<BigDecimal> amount = Quantity.parse(right.textOr(""));
        return amount.isPresent()
                && Quantity.parse(left.textOr(""))
                        .filter(other -> other.compareTo(amount.get()) == 0)
                        .isPresent();
    }
}
