package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.manifest.ForeignText;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leads what a chart itself refuses, by {@code fail} or {@code required}, to the line of the values that it speaks about: a key in a
 * condition around the action that says these words, or in the action, which somebody has set. No line is named by the words alone.
 */
public final class RefusedValues {
    private static final String REFUSED = "execution error at (";
    private static final String PREFIX = "the template does not render: ";

    /** The characters of a format that tell it from others, at least. */
    private static final int TELLING = 6;

    private final List<Instance> instances;
    private final ValuesLayers layers;

    /** @param instances the charts of the render */
    public RefusedValues(List<Instance> instances, ValuesLayers layers) {
        this.instances = instances;
        this.layers = layers;
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
        Cause best = keys(said).stream()
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

    private @Nullable Cause cause(Instance instance, List<String> key, String said) {
        boolean isNamed = names(said, String.join(".", key)) || names(said, key.get(key.size() - 1));
        // a key that is missed is asked for in the mapping that lacks it
        for (int length = key.size(); length > 0 && (isNamed || length == key.size()); length--) {
            ValuesLayers.Supply supply = layers.find(instance, List.copyOf(key.subList(0, length)));
            if (supply != null) {
                SourceLocation at = supply.own() ? supply.at() : supply.dependencyEntry();
                String written = String.join(".", instance.valuesPath())
                        + (instance.valuesPath().isEmpty() || key.get(0).equals("global") ? "" : ".");
                String shown = key.get(0).equals("global") ? String.join(".", key) : written + String.join(".", key);
                return at == null ? null : new Cause(shown, at, isNamed, supply.rank());
            }
        }
        return null;
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

    /** The keys that decide whether these words are said, the nearest first. */
    private Set<List<String>> keys(String said) {
        var keys = new LinkedHashSet<List<String>>();
        for (Instance instance : instances) {
            for (Map.Entry<String, ChartFile> file : instance.chart().files().entrySet()) {
                String text =
                        file.getKey().startsWith("templates/") ? file.getValue().text() : null;
                if (text != null && (text.contains("fail") || text.contains("required"))) {
                    TemplateFile.read(text).ifPresent(template -> keys(template, said, keys));
                }
            }
        }
        return keys;
    }

    private static void keys(TemplateFile template, String said, Set<List<String>> keys) {
        for (int i = 0; i < template.size(); i++) {
            Expression computed = template.statement(i).expression();
            if (computed != null && says(computed, said, false)) {
                var guards = new Guards(template, i);
                guards.note(computed);
                guards.around();
                keys.addAll(guards.keys);
            }
        }
    }

    /** Whether an expression gives up with these words. */
    private static boolean says(Expression expression, String said, boolean givesUp) {
        if (expression instanceof Expression.Constant constant) {
            return givesUp && constant.value() instanceof String text && isSaid(text, said);
        }
        if (expression instanceof Expression.Field field) {
            return says(field.base(), said, givesUp);
        }
        return expression instanceof Expression.Call call
                && call.arguments().stream()
                        .anyMatch(argument -> says(
                                argument,
                                said,
                                givesUp
                                        || call.function().equals("fail")
                                        || call.function().equals("required")));
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

    /** Collects the keys of values around an action of a template. */
    private static final class Guards {
        private static final String VALUES = "Values";

        /** How far variables are followed. */
        private static final int DEEPEST = 4;

        private final TemplateFile template;
        private final int action;
        private final Set<List<String>> keys = new LinkedHashSet<>();

        Guards(TemplateFile template, int action) {
            this.template = template;
            this.action = action;
        }

        /** The conditions of the blocks around the action, those of the branches before it included. */
        void around() {
            int inner = action;
            for (int block = template.parent(action); block >= 0; block = template.parent(block)) {
                for (int i = inner - 1; i > block; i--) {
                    if (template.keyword(i) == Keyword.ELSE && template.parent(i) == block) {
                        note(template.statement(i).expression());
                    }
                }
                note(template.statement(block).expression());
                inner = block;
            }
        }

        void note(@Nullable Expression expression) {
            note(expression, 0);
        }

        private void note(@Nullable Expression expression, int depth) {
            if (expression == null || depth > DEEPEST) {
                return;
            }
            List<String> key = key(expression, depth);
            if (key != null && !key.isEmpty()) {
                keys.add(key);
                return;
            }
            if (expression instanceof Expression.Call call) {
                call.arguments().forEach(argument -> note(argument, depth));
            } else if (expression instanceof Expression.Field field) {
                note(field.base(), depth);
            } else if (expression instanceof Expression.Variable variable) {
                note(assigned(variable), depth + 1);
            }
        }

        /** The key of values that an expression is; empty for all values, null for anything else. */
        private @Nullable List<String> key(Expression expression, int depth) {
            if (depth > DEEPEST) {
                return null;
            }
            if (expression instanceof Expression.Field field) {
                boolean isTop = field.base() instanceof Expression.Dot || field.base() instanceof Expression.Variable;
                if (isTop && field.name().equals(VALUES)) {
                    return List.of();
                }
                return longer(key(field.base(), depth), List.of(field.name()));
            }
            if (expression instanceof Expression.Dot) {
                Expression with = with();
                return with == null ? null : key(with, depth + 1);
            }
            if (expression instanceof Expression.Variable variable) {
                Expression assigned = assigned(variable);
                return assigned == null ? null : key(assigned, depth + 1);
            }
            if (expression instanceof Expression.Call call) {
                return keyOfCall(call, depth);
            }
            return null;
        }

        private @Nullable List<String> keyOfCall(Expression.Call call, int depth) {
            List<Expression> arguments = call.arguments();
            if (arguments.isEmpty()) {
                return null;
            }
            if (call.function().isEmpty() && arguments.size() == 1) {
                return key(arguments.get(0), depth);
            }
            return switch (call.function()) {
                case "hasKey", "get", "index" ->
                    longer(key(arguments.get(0), depth), texts(arguments.subList(1, arguments.size())));
                case "dig" ->
                    arguments.size() < 3
                            ? null
                            : longer(
                                    key(arguments.get(arguments.size() - 1), depth),
                                    texts(arguments.subList(0, arguments.size() - 2)));
                default -> null;
            };
        }

        private static @Nullable List<String> longer(@Nullable List<String> key, @Nullable List<String> names) {
            if (key == null || names == null) {
                return null;
            }
            var longer = new ArrayList<>(key);
            longer.addAll(names);
            return List.copyOf(longer);
        }

        private static @Nullable List<String> texts(List<Expression> constants) {
            var texts = new ArrayList<String>();
            for (Expression constant : constants) {
                if (!(constant instanceof Expression.Constant one) || !(one.value() instanceof String text)) {
                    return null;
                }
                texts.add(text);
            }
            return texts;
        }

        /** What the nearest {@code with} around the action makes of the dot; null when there is none. */
        private @Nullable Expression with() {
            for (int block = template.parent(action); block >= 0; block = template.parent(block)) {
                if (template.keyword(block) == Keyword.WITH) {
                    return template.statement(block).expression();
                }
                if (template.keyword(block) == Keyword.RANGE || template.keyword(block) == Keyword.DEFINE) {
                    return null;
                }
            }
            return null;
        }

        /** What a variable was last set to before the action. */
        private @Nullable Expression assigned(Expression.Variable variable) {
            for (int i = action - 1; i >= 0; i--) {
                if (template.statement(i).variables().contains(variable.name())) {
                    return template.statement(i).expression();
                }
            }
            return null;
        }
    }
}
