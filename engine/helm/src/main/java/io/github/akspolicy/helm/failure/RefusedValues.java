package io.github.akspolicy.helm.failure;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesLayers.Supply;
import io.github.akspolicy.manifest.ForeignText;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leads an error of a template to the line of the values that is its cause, as the execution says. Where the chart itself refuses
 * its values, by {@code fail} or {@code required}, that is a key in the action or in a condition around it, which the user has set:
 * of several, one that the message names. Where a template cannot use a value, it is this value, or the mapping that lacks it.
 *
 * @param instances the charts of the render, the root first
 */
record RefusedValues(List<Instance> instances, ValuesLayers layers) {
    private static final String REFUSED = "execution error at (";
    private static final String PREFIX = "the template does not render: ";

    /**
     * A key that may be the cause.
     *
     * @param at its line; null where the user cannot edit any
     * @param isNamed whether the message names it
     * @param rank how strong the layer of values is
     */
    private record Cause(
            String key, boolean isMissing, @Nullable SourceLocation at, boolean isNamed, int rank) {}

    /**
     * The problem at the line of the values.
     *
     * @param problem at the line of the template
     * @param message Helm's message
     * @param execution ended in the same error
     * @return the same problem where no key is the cause
     */
    Problem lead(Problem problem, String message, FailedExecution execution) {
        SourceLocation template = problem.at();
        if (template == null) {
            return problem;
        }
        boolean isRefusal = message.startsWith(REFUSED);
        String words =
                problem.message().startsWith(PREFIX) ? problem.message().substring(PREFIX.length()) : problem.message();
        Cause cause = isRefusal
                ? refused(execution, ForeignText.toShow(message))
                : failing(execution, ForeignText.toShow(message));
        if (cause == null) {
            return problem;
        }
        String reason = isRefusal
                ? ": the chart refuses its values: "
                : cause.isMissing()
                        ? ": no value is set, and the template needs one: "
                        : ": the template cannot use this value: ";
        String place = cause.at() == null ? "" : " (" + template.path() + ":" + template.line() + ")";
        return new Problem(
                cause.key() + reason + words + place, cause.at() == null ? template : cause.at(), problem.fix());
    }

    private @Nullable Cause refused(FailedExecution execution, String said) {
        return execution.deciding().stream()
                .map(level -> keys(level).stream()
                        .map(key -> cause(key, false, said))
                        .filter(cause -> cause.at() != null)
                        .max(Comparator.comparing(Cause::isNamed).thenComparing(Cause::rank))
                        .orElse(null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What is missing before what is there. */
    private @Nullable Cause failing(FailedExecution execution, String said) {
        Set<Source> failing = execution.failing();
        Set<List<Object>> missing = failing.stream()
                .filter(Source.Absent.class::isInstance)
                .map(RefusedValues::path)
                .collect(Collectors.toSet());
        return keys(failing).stream()
                .map(key -> cause(key, missing.contains(key), said))
                .filter(cause -> cause.isMissing() || cause.at() != null)
                .max(Comparator.comparing(Cause::isMissing)
                        .thenComparing(Cause::isNamed)
                        .thenComparing(Cause::rank))
                .orElse(null);
    }

    /** The paths of values, without those of mappings that others are in. */
    private static List<List<Object>> keys(Set<Source> sources) {
        var keys = new ArrayList<List<Object>>();
        for (Source source : sources) {
            List<Object> path = path(source);
            if (!path.isEmpty() && keys.stream().noneMatch(key -> isWithin(key, path))) {
                keys.removeIf(key -> isWithin(path, key));
                keys.add(path);
            }
        }
        return keys;
    }

    private static boolean isWithin(List<Object> key, List<Object> mapping) {
        return key.size() >= mapping.size() && key.subList(0, mapping.size()).equals(mapping);
    }

    private static List<Object> path(Source source) {
        return source instanceof Source.Setting setting
                ? ValuesPath.segments(setting.path())
                : source instanceof Source.Absent absent ? ValuesPath.segments(absent.path()) : List.of();
    }

    private Cause cause(List<Object> key, boolean isMissing, String said) {
        List<String> names = key.stream().map(String::valueOf).toList();
        String shown = String.join(".", names);
        boolean isNamed = names(said, shown) || names(said, names.get(names.size() - 1));
        Instance owner = Instance.owner(instances, key);
        List<Object> own = key.subList(owner.valuesPath().size(), key.size());
        // a key that is missed is asked for in the mapping that lacks it
        for (int length = own.size(); length > 0 && (isMissing || isNamed || length == own.size()); length--) {
            Supply supply = layers.find(owner, own.subList(0, length));
            if (supply != null) {
                SourceLocation at = supply.own() ? supply.at() : supply.dependencyEntry();
                return new Cause(shown, isMissing, at, isNamed, supply.rank());
            }
        }
        return new Cause(shown, isMissing, null, isNamed, -1);
    }

    /** Whether a text holds a name that is part of no longer one. */
    private static boolean names(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || !isWord(text.charAt(at - 1))) && (end == text.length() || !isWord(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
