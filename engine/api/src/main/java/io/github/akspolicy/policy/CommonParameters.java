package io.github.akspolicy.policy;

import io.github.akspolicy.resource.LabelSelector;
import java.util.List;

/**
 * The settings that every policy has, with Azure Policy's own names. The evaluator applies them; policies never see
 * them. By default they exclude nothing: a person must decide what is not evaluated.
 */
public final class CommonParameters {
    /** Only these namespaces are evaluated; empty means all. Cluster-scoped resources are always evaluated. */
    public static final Parameter<List<String>> NAMESPACES = Parameter.strings(
            "namespaces", List.of(), "evaluate only these namespaces, where * stands for any text; empty means all");

    public static final Parameter<List<String>> EXCLUDED_NAMESPACES = Parameter.strings(
            "excludedNamespaces", List.of(), "namespaces that are not evaluated; * stands for any text");

    public static final Parameter<List<String>> EXCLUDED_CONTAINERS =
            Parameter.strings("excludedContainers", List.of(), "exact names of containers that are not evaluated");

    public static final Parameter<List<String>> EXCLUDED_IMAGES = Parameter.strings(
            "excludedImages",
            List.of(),
            "images whose containers are not evaluated: the exact reference, or a prefix followed by *");

    /**
     * Only what these labels select is evaluated: a pod by its own, also where it stands in a template, as Gatekeeper expands
     * it; anything else by those of the object.
     */
    public static final Parameter<LabelSelector> LABEL_SELECTOR = Parameter.labelSelector(
            "labelSelector",
            "evaluate only what has these labels: matchLabels and matchExpressions; of a pod in a template those of the"
                    + " template count");

    public static final List<Parameter<?>> ALL =
            List.of(NAMESPACES, EXCLUDED_NAMESPACES, LABEL_SELECTOR, EXCLUDED_CONTAINERS, EXCLUDED_IMAGES);

    private CommonParameters() {}
}
