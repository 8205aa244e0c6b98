package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a PodDisruptionBudget.
 *
 * @param namespace the effective namespace, or null when it is unknown
 * @param selector the pods it is about, or null when it has none and so is about no pod
 * @param selectorPlace where the selector is, or would be
 * @param amountPlace where an amount would be
 * @param minAvailable how many pods must stay
 * @param maxUnavailable how many may go
 * @param unhealthyPodEvictionPolicy whether pods that are not ready may go at any time; empty when unset
 * @param unhealthyPlace where that field is, or would be
 */
record DisruptionBudget(
        @Nullable String namespace,
        @Nullable LabelSelector selector,
        Place selectorPlace,
        Place amountPlace,
        @Nullable Amount minAvailable,
        @Nullable Amount maxUnavailable,
        String unhealthyPodEvictionPolicy,
        Place unhealthyPlace)
        implements Disruption {
    /** The kind of disruption budgets. */
    public static final Kinds KINDS = Kinds.of("policy", "PodDisruptionBudget");

    /**
     * A number of pods, or a part of them.
     *
     * @param value the number, or the percentage
     */
    public record Amount(Place place, String text, long value, boolean isPercentage) {
        private static @Nullable Amount of(Field field) {
            if (!field.isPresent()) {
                return null;
            }
            String text = field.textOr("");
            boolean isPercentage = text.matches("[0-9]{1,9}%");
            Long value = isPercentage ? Long.valueOf(text.substring(0, text.length() - 1)) : field.integer();
            // the API server refuses what is neither: no pod goes by such a budget
            return new Amount(field.place(), text, value == null ? 0 : value, isPercentage);
        }

        /** The number that it is of {@code pods}: the API server rounds up. */
        long of(long pods) {
            return isPercentage ? (value * pods + 99) / 100 : value;
        }
    }

    /** The facts of a resource: one for a PodDisruptionBudget, none for other kinds. */
    public static List<DisruptionBudget> of(Resource resource) {
        if (!resource.is("policy", "PodDisruptionBudget")) {
            return List.of();
        }
        Field spec = resource.root().get("spec");
        Field selector = spec.get("selector");
        Field unhealthy = spec.get("unhealthyPodEvictionPolicy");
        return List.of(new DisruptionBudget(
                resource.namespace(),
                selector.isPresent() ? LabelSelector.of(selector) : null,
                selector.place(),
                spec.get("maxUnavailable").place(),
                Amount.of(spec.get("minAvailable")),
                Amount.of(spec.get("maxUnavailable")),
                unhealthy.textOr(""),
                unhealthy.place()));
    }
}
