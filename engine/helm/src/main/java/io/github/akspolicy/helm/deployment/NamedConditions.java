package io.github.akspolicy.helm.deployment;

import io.github.akspolicy.helm.execution.Decision;
import io.github.akspolicy.helm.execution.TemplatePlaces;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The conditions that were found, each place once. */
final class NamedConditions {
    private final TemplatePlaces places;
    private final Map<SourceLocation, Named> named = new TreeMap<>();

    /** What is known of a condition. */
    private static final class Named {
        private final Set<DeploymentInput> inputs = EnumSet.noneOf(DeploymentInput.class);
        private final Set<String> files = new HashSet<>();
        private boolean isSecretData = true;
    }

    NamedConditions(TemplatePlaces places) {
        this.places = places;
    }

    /**
     * Adds a decision.
     *
     * @param isMore whether it decides about more than data of Secrets
     */
    void add(Decision decision, boolean isMore) {
        add(places.of(decision.node(), decision.caller()), decision.inputs(), !isMore, decision.templates());
    }

    /**
     * Adds what is decided at a place.
     *
     * @param files the templates that write it, by Helm's names
     */
    void add(SourceLocation at, Set<DeploymentInput> inputs, boolean isSecretData, Set<String> files) {
        Named one = named.computeIfAbsent(at, key -> new Named());
        one.inputs.addAll(inputs);
        one.files.addAll(files);
        one.isSecretData &= isSecretData;
    }

    /** Whether something depends on one of these. */
    boolean dependOn(Set<DeploymentInput> inputs) {
        return named.values().stream().anyMatch(one -> !Collections.disjoint(one.inputs, inputs));
    }

    /** Whether something in a template depends on one of these. */
    boolean dependOn(Set<DeploymentInput> inputs, String file) {
        return named.values().stream()
                .anyMatch(one -> one.files.contains(file) && !Collections.disjoint(one.inputs, inputs));
    }

    /** All of them. */
    List<DeploymentCondition> all() {
        var conditions = new ArrayList<DeploymentCondition>();
        named.forEach((at, one) -> conditions.add(
                new DeploymentCondition(at, one.inputs.stream().sorted().toList(), one.isSecretData)));
        return conditions;
    }
}
