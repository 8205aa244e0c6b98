package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which objects a resource means by their labels ({@code metav1.LabelSelector}).
 *
 * @param matchLabels labels that must be there with these values
 * @param expressions further conditions, which must all hold
 */
public record LabelSelector(Map<String, String> matchLabels, List<Expression> expressions) {
    /**
     * A condition on one label.
     *
     * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}
     */
    public record Expression(String key, String operator, List<String> values) {
        boolean matches(Map<String, String> labels) {
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

    /** The selector that a field holds; an absent one selects everything here, as {@code {}} does. */
    public static LabelSelector of(Field selector) {
        return new LabelSelector(
                labels(selector.get("matchLabels")),
                selector.get("matchExpressions").items().stream()
                        .map(expression -> new Expression(
                                expression.get("key").stringOr(""),
                                expression.get("operator").stringOr(""),
                                expression.get("values").strings()))
                        .toList());
    }

    /** The labels of a mapping; what is no string is no label to the API server. */
    public static Map<String, String> labels(Field labels) {
        return labels.fields().stream()
                .filter(label -> label.string() != null)
                .collect(Collectors.toUnmodifiableMap(Field::key, label -> label.stringOr("")));
    }

    /** Whether it selects every object. */
    public boolean selectsAll() {
        return matchLabels.isEmpty() && expressions.isEmpty();
    }

    /** Whether it selects an object with these labels. */
    public boolean matches(Map<String, String> labels) {
        return labels.entrySet().containsAll(matchLabels.entrySet())
                && expressions.stream().allMatch(expression -> expression.matches(labels));
    }
}
