package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Symbol.Context;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Body;
import io.github.akspolicy.helm.origin.TemplateContext.OfAnyValues;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.manifest.ForeignText;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leads what a chart itself refuses, by {@code fail} or {@code required}, to the line of the values that it speaks about: a key in a
 * condition around the action that says these words, or in the action, which somebody has set. No line is named by the words alone.
 */
public final class RefusedValues {
    static final String REFUSED = "execution error at (";
    private static final String PREFIX = "the template does not render: ";

    private static final Set<String> GIVING_UP = Set.of("fail", "required");

    /** The characters of a format that tell it from others, at least. */
    private static final int TELLING = 6;

    private final List<Instance> instances;
    private final ValuesLayers layers;
    private final ChartTwins twins;

    /**
     * @param instances the charts of the render
     * @param twins their templates
     */
    public RefusedValues(List<Instance> instances, ValuesLayers layers, ChartTwins twins) {
        this.instances = instances;
        this.layers = layers;
        this.twins = twins;
    }

    /**
     * The problem at the line of the values.
     *
     * @param problem at the line of the template
     * @param message Helm's message
     * @return the same problem where no key leads to a line that the user can edit
     */
    public Problem lead(Problem problem, String message) {
        SourceLocation template = problem.at();
        if (!message.startsWith(REFUSED) || template == null) {
            return problem;
        }
        String said = ForeignText.toShow(message);
        String place = message.substring(REFUSED.length());
        Instance instance = instances.stream()
                .filter(one -> place.startsWith(one.renderPath() + "/templates/"))
                .findFirst()
                .orElse(null);
        if (instance == null) {
            return problem;
        }
        Cause best = keys(twins, instance, said).stream()
                .map(key -> cause(instance, key, said))
                .filter(Objects::nonNull)
                .max(Comparator.comparing(Cause::isNamed).thenComparing(Cause::rank))
                .orElse(null);
        if (best == null) {
            return problem;
        }
        String words =
                problem.message().startsWith(PREFIX) ? problem.message().substring(PREFIX.length()) : problem.message();
        return new Problem(
                best.key() + ": the chart refuses its values: " + words + " (" + template.path() + ":" + template.line()
                        + ")",
                best.at(),
                problem.fix());
    }

    /**
     * A line that may be the cause.
     *
     * @param isNamed whether the message names the key
     * @param rank how strong the layer of values is
     */
    private record Cause(String key, SourceLocation at, boolean isNamed, int rank) {}

    private @Nullable Cause cause(Instance instance, List<Object> key, String said) {
        List<String> names = key.stream().map(String::valueOf).toList();
        boolean isNamed = names(said, String.join(".", names)) || names(said, names.get(names.size() - 1));
        // a key that is missed is asked for in the mapping that lacks it
        for (int length = key.size(); length > 0 && (isNamed || length == key.size()); length--) {
            ValuesLayers.Supply supply = layers.find(instance, key.subList(0, length));
            if (supply != null) {
                SourceLocation at = supply.own() ? supply.at() : supply.dependencyEntry();
                var shown = new ArrayList<String>(names.get(0).equals("global") ? List.of() : instance.valuesPath());
                shown.addAll(names);
                return at == null ? null : new Cause(String.join(".", shown), at, isNamed, supply.rank());
            }
        }
        return null;
    }

    /** Whether a text holds a name that is part of no longer one. */
    static boolean names(String text, String name) {
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

    /** The keys that decide whether these words are said, the nearest first. */
    static Set<List<Object>> keys(ChartTwins twins, Instance instance, String said) {
        var mentions = new Mentions(new SymbolicEvaluator(new OfAnyValues(twins), instance));
        for (TemplateFile template : twins.templates()) {
            for (int i = 0; i < template.size(); i++) {
                Expression computed = template.statement(i).expression();
                if (computed != null && says(computed, said)) {
                    mentions.guarded(new Body(template, new Context(instance), null).at(i));
                }
            }
        }
        var keys = new LinkedHashSet<List<Object>>();
        for (Mention mention : mentions.found()) {
            List<Object> path = mention.path();
            // a key is asked for in the mapping that it is in
            if (!path.isEmpty()
                    && keys.stream()
                            .noneMatch(key -> key.size() >= path.size()
                                    && key.subList(0, path.size()).equals(path))) {
                keys.add(path);
            }
        }
        return keys;
    }

    /** Whether an expression gives up with these words. */
    private static boolean says(Expression expression, String said) {
        return expression
                .parts()
                .filter(part -> part instanceof Call call && GIVING_UP.contains(call.function()))
                .flatMap(Expression::parts)
                .map(Expression::text)
                .anyMatch(text -> text != null && isSaid(text, said));
    }

    /** Whether the parts of a format between what is put in are in a text. */
    private static boolean isSaid(String format, String said) {
        String line = format.strip().lines().findFirst().orElse("");
        int longest = 0;
        int from = 0;
        for (String part : line.split("%", -1)) {
            String plain = (from++ == 0 || part.isEmpty() ? part : part.substring(1)).strip();
            if (!said.contains(plain)) {
                return false;
            }
            longest = Math.max(longest, plain.length());
        }
        return longest >= TELLING || (!line.contains("%") && longest > 0);
    }
}
