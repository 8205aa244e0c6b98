package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.Field;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code LabelSelector} of the API: which objects something applies to.
 *
 * @param matchLabels labels that must be there with these values
 * @param expressions further conditions, which must all hold
 */
public record LabelSelector(Map<String, String> matchLabels, List<Expression> expressions) implements Serializable {
    /** Selects every object. */
    public static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of());

    /**
     * A condition on one label.
     *
     * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}
     */
    public record Expression(String key, String operator, List<String> values) implements Serializable {
        /** As kubectl writes it: {@code tier in (web,api)}, {@code !canary}. */
        @Override
        public String toString() {
            return switch (operator) {
                case "Exists" -> key;
                case "DoesNotExist" -> "!" + key;
                default -> key + (operator.equals("In") ? " in (" : " notin (") + String.join(",", values) + ")";
            };
        }

        private boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case "In" -> value != null && values.contains(value);
                case "NotIn" -> value == null || !values.contains(value);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                // the API server refuses any other
                default -> false;
            };
        }
    }

    /** The selector that a field holds; an absent one selects everything. */
    public static LabelSelector of(Field selector) {
        return of(selector, UnaryOperator.identity());
    }

    /**
     * The selector that a field holds, where keys are written otherwise than on the objects.
     *
     * @param key makes the label's own key of a written one
     */
    public static LabelSelector of(Field selector, UnaryOperator<String> key) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels(selector.get("matchLabels")).forEach((name, value) -> labels.put(key.apply(name), value));
        return new LabelSelector(
                labels,
                selector.get("matchExpressions").items().stream()
                        .map(expression -> new Expression(
                                key.apply(expression.get("key").stringOr("")),
                                expression.get("operator").stringOr(""),
                                expression.get("values").strings()))
                        .toList());
    }

    /** A mapping of labels as the API server has it: it refuses values that are no strings. */
    public static Map<String, String> labels(Field map) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Field label : map.fields()) {
            if (label.isText()) {
                labels.put(label.key(), label.written());
            }
        }
        return labels;
    }

    /** Whether it selects every object, as {@code {}} does. */
    public boolean selectsAll() {
        return matchLabels.isEmpty() && expressions.isEmpty();
    }

    /** As kubectl writes it: {@code app=web,tier in (web,api),!canary}; empty for everything. */
    @Override
    public String toString() {
        return Stream.concat(
                        matchLabels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue()),
                        expressions.stream().map(Expression::toString))
                .collect(Collectors.joining(","));
    }

    /** Whether an object with these labels is selected. */
    public boolean matches(Map<String, String> labels) {
        return labels.entrySet().containsAll(matchLabels.entrySet())
                && expressions.stream().allMatch(expression -> expression.matches(labels));
    }
}
