package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.network.Service;
import io.github.akspolicy.resource.network.ServiceSelector;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two Services with one selector take the requests of each other's clients as soon as one of them is changed. */
final class ServicesMustHaveUniqueSelectors extends BuiltInEnvironmentPolicy<ServiceSelector> {
    private static final Index<ServiceSelector.Pods, ServiceSelector> SELECTORS =
            new Index<>("Service selectors", Service.VIEW.kinds(), ServiceSelector::of, ServiceSelector::pods);

    /** By namespace: empty when it is unknown. */
    private static final Index<Optional<String>, ServiceSelector> BY_NAMESPACE = new Index<>(
            "Service selectors by namespace",
            Service.VIEW.kinds(),
            ServiceSelector::of,
            selector -> Optional.ofNullable(selector.service().namespace()));

    private static final Parameter<Boolean> SUBSETS = Parameter.flag(
            "subsetCounts", false, "whether a selector that only adds labels to that of another Service counts, too");

    private static final Parameter<Boolean> AZURE_COMPAT = AzureCompat.parameter(
            "Services without selector, and those of type ExternalName, have a selector like others");

    ServicesMustHaveUniqueSelectors() {
        super(
                SELECTORS,
                Set.of(SELECTORS, BY_NAMESPACE),
                // not in recommended: a headless Service beside another one is how charts of StatefulSets are made
                policy("network/unique-service-selectors", LOW, "Services must have unique selectors")
                        .fix("let each Service select its own pods, or remove the Service that is left over")
                        .parameters(SUBSETS, AZURE_COMPAT));
    }

    @Override
    public void evaluate(ServiceSelector selector, Indexes indexes, Judgement judgement) {
        boolean azure = judgement.get(AZURE_COMPAT);
        if (!azure && !selector.selects()) {
            return;
        }
        List<ServiceSelector> others = judgement.get(SUBSETS)
                ? indexes.get(
                        BY_NAMESPACE, Optional.ofNullable(selector.service().namespace()))
                : indexes.get(SELECTORS, selector.pods());
        others.stream()
                .filter(other -> !other.service().equals(selector.service())
                        && (azure || other.selects())
                        && other.includesOrIsIncluded(selector))
                .findFirst()
                .ifPresent(other -> judgement.fail(
                        selector.place(),
                        "selector "
                                + (selector.labels().isEmpty()
                                        ? "is not set, nor is that of"
                                        : other.labels().equals(selector.labels()) ? "is that of" : "selects pods of")
                                + " Service " + other.service().name() + ", too"));
    }
}
