package io.github.akspolicy.deployment;

import io.github.akspolicy.manifest.Field;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known at a place of a workflow.
 *
 * @param properties such as {@code matrix.environment} and {@code inputs.chart}; a value may hold unknowns
 * @param environment variables
 * @param choices what an unknown may be, by its name
 */
record GitHubScope(Map<String, String> properties, Map<String, String> environment, Map<String, List<String>> choices) {
    private static final String ENV = "env.";

    /** The scope of what is called with inputs: nothing else of the caller is known there. */
    GitHubScope inputs(PipelineFile file, Field with) {
        var inputs = new HashMap<String, String>();
        var all = new HashMap<>(choices);
        for (Field input : with.fields()) {
            GitHubExpressions expressions = expressions();
            String text = PipelineFile.text(file, input);
            inputs.put(
                    "inputs." + input.key(), text == null ? OpenText.unknown(input.key()) : expressions.resolved(text));
            all.putAll(expressions.choices());
        }
        return new GitHubScope(inputs, Map.of(), all);
    }

    /** With the default of each input that no call gives. */
    GitHubScope withDefaults(PipelineFile file, Field inputs) {
        var all = new HashMap<>(properties);
        for (Field input : inputs.fields()) {
            String text = PipelineFile.text(file, input.get("default"));
            if (text != null && !properties.isEmpty()) {
                all.putIfAbsent("inputs." + input.key(), text);
            }
        }
        return new GitHubScope(all, environment, choices);
    }

    GitHubScope with(Map<String, String> more) {
        return new GitHubScope(GitHubWorkflows.both(properties, more), environment, choices);
    }

    /** With variables that are set at a place. */
    GitHubScope withEnvironment(PipelineFile file, Field env) {
        if (env.fields().isEmpty()) {
            return this;
        }
        var variables = new LinkedHashMap<>(environment);
        var all = new HashMap<>(choices);
        for (Field variable : env.fields()) {
            GitHubExpressions expressions = expressions();
            String text = PipelineFile.text(file, variable);
            variables.put(variable.key(), text == null ? OpenText.unknown(variable.key()) : expressions.resolved(text));
            all.putAll(expressions.choices());
        }
        return new GitHubScope(properties, variables, all);
    }

    /** Without variables that a step may set for those behind it. */
    GitHubScope without(List<String> names, boolean isAll) {
        var variables = new LinkedHashMap<String, String>();
        environment.forEach(
                (name, value) -> variables.put(name, isAll || names.contains(name) ? OpenText.unknown(name) : value));
        return new GitHubScope(properties, variables, choices);
    }

    GitHubExpressions expressions() {
        return new GitHubExpressions(this::value, choices);
    }

    private @Nullable String value(String property) {
        return property.startsWith(ENV)
                ? environment.get(property.substring(ENV.length()))
                : property.startsWith("github.event.inputs.")
                        ? properties.get(property.substring("github.event.".length()))
                        : properties.get(property);
    }

    /** The text of a field with what is known in it; null where it is not written. */
    @Nullable
    String text(PipelineFile file, Field field) {
        String text = PipelineFile.text(file, field);
        return text == null ? null : expressions().resolved(text);
    }
}
