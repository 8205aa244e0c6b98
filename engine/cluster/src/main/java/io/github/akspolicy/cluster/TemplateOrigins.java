package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a template that somebody edits. A property is its own line. Where it is a parameter or variable, the line that
 * gives its value is: of the parameter file, the default, or what a deployment around hands on, however deep. Where an
 * expression makes something of parameters, their lines are related; in a generated file the only one is the line to edit.
 */
final class TemplateOrigins implements OriginMap {
    private static final Pattern PARAMETER = Pattern.compile("parameters\\('([^']+)'\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WHOLE = Pattern.compile(
            "\\[\\s*(parameters|variables)\\('([^']+)'\\)((?:\\.\\??\\w+)*)\\s*]", Pattern.CASE_INSENSITIVE);
    private static final int DEEPEST = 500;
    private static final int LONGEST = 50;
    /** A template can be written so that its variables take for ever to follow: then the line is that of the expression. */
    private static final int MOST_STEPS = 500_000;

    /**
     * What a template calls parameters and variables.
     *
     * @param names by {@code parameters/name} and {@code variables/name} in lower case
     */
    private record Scope(Map<String, Value> names) {
        @Nullable
        Value get(String section, String name) {
            return names.get(lower(section) + "/" + lower(name));
        }
    }

    /**
     * A value that is written somewhere.
     *
     * @param at the line
     * @param scope what its expressions mean
     */
    record Value(Field field, SourceLocation at, Scope scope) {
        /** A value of a parameter file, which has no expressions. */
        static Value given(Field field, SourceLocation at) {
            return new Value(field, at, new Scope(Map.of()));
        }

        private Value part(Field part) {
            Position key = part.place().key();
            return new Value(part, new SourceLocation(at.path(), key.line(), key.column(), at.role()), scope);
        }
    }

    /**
     * What gives the value of an expression.
     *
     * @param primary the line to edit; null where none gives the whole value
     */
    private record Line(@Nullable SourceLocation primary, List<SourceLocation> related) {
        private static final Line NONE = new Line(null, List.of());
    }

    private final String path;
    private final boolean isGenerated;
    private final Map<Position, Line> lines = new HashMap<>();
    private int steps;

    private TemplateOrigins(String path, boolean isGenerated) {
        this.path = path;
        this.isGenerated = isGenerated;
    }

    /**
     * Follows the parameters of a template.
     *
     * @param given what parameter files give, by name in lower case
     */
    static TemplateOrigins of(String path, Field template, Map<String, Value> given) {
        Node document = template.node();
        var origins = new TemplateOrigins(path, document != null && ArmTemplate.isCompiled(document));
        for (Field parameter : template.get("parameters").fields()) {
            Value value = given.get(lower(parameter.key()));
            if (value != null) {
                // objects and lists of a parameter file stand where the parameter is declared
                origins.lines.put(parameter.place().key(), new Line(value.at(), List.of()));
            }
        }
        origins.template(template, given, 0);
        return origins;
    }

    private void template(Field template, Map<String, Value> given, int depth) {
        Map<String, Value> names = new HashMap<>();
        var scope = new Scope(names);
        for (Field parameter : template.get("parameters").fields()) {
            Field otherwise = parameter.get("defaultValue");
            Value value = given.get(lower(parameter.key()));
            // null is nothing given: the default counts
            if (otherwise.isWritten() && (value == null || !value.field().isPresent())) {
                value = new Value(otherwise, here(otherwise.place().key()), scope);
            }
            if (value != null) {
                names.put("parameters/" + lower(parameter.key()), value);
            }
        }
        for (Field variable : template.get("variables").fields()) {
            names.put(
                    "variables/" + lower(variable.key()),
                    new Value(variable, here(variable.place().key()), scope));
        }
        walk(template.get("resources"), scope, depth);
    }

    private SourceLocation here(Position at) {
        return new SourceLocation(path, at.line(), at.column(), isGenerated ? Role.GENERATED : Role.VALUES);
    }

    private void walk(Field field, Scope scope, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        Node node = field.node();
        if (node instanceof Node.Mapping) {
            for (Field child : field.fields()) {
                if (child.key().equalsIgnoreCase("template") && child.node() instanceof Node.Mapping) {
                    nested(field, child, scope, depth);
                } else {
                    walk(child, scope, depth + 1);
                    Line line = child.node() instanceof Node.Scalar
                            ? lines.get(child.place().value())
                            : null;
                    if (line != null) {
                        lines.put(child.place().key(), line);
                    }
                }
            }
        } else if (node instanceof Node.Sequence) {
            field.items().forEach(item -> walk(item, scope, depth + 1));
        } else if (node instanceof Node.Scalar scalar
                && scalar.value() instanceof String text
                && text.startsWith("[")) {
            Line line = line(text, scope);
            if (!line.equals(Line.NONE)) {
                lines.put(scalar.position(), line);
            }
        }
    }

    /** @param properties those of the deployment */
    private void nested(Field properties, Field template, Scope scope, int depth) {
        boolean isInner = properties
                .at("expressionEvaluationOptions", "scope")
                .stringOr("")
                .equalsIgnoreCase("inner");
        if (!isInner) {
            // its expressions are evaluated by the template around it
            walk(template.get("resources"), scope, depth + 1);
            return;
        }
        Map<String, Value> given = new HashMap<>();
        for (Field argument : properties.get("parameters").fields()) {
            Field value = argument.get("value");
            Value written = new Value(value, here(value.place().key()), scope);
            given.put(lower(argument.key()), followed(written, 0));
        }
        template(template, given, depth + 1);
    }

    private Line line(String text, Scope scope) {
        Value whole = resolve(text, scope, 0);
        if (whole != null) {
            return new Line(whole.at(), List.of());
        }
        List<SourceLocation> related = parametersIn(text).stream()
                .map(name -> scope.get("parameters", name))
                .filter(Objects::nonNull)
                .map(value -> followed(value, 0).at())
                .distinct()
                .toList();
        return related.isEmpty() ? Line.NONE : new Line(null, related);
    }

    /** What an expression is that is a parameter or variable, or a part of one; null for any other. */
    private @Nullable Value resolve(String text, Scope scope, int depth) {
        Matcher whole = WHOLE.matcher(text);
        Value value = whole.matches() ? scope.get(whole.group(1), whole.group(2)) : null;
        if (value == null || depth > LONGEST || ++steps > MOST_STEPS) {
            return null;
        }
        value = followed(value, depth);
        String[] parts = whole.group(3).replace("?", "").split("\\.");
        for (int i = 1; i < parts.length && value.field().get(parts[i]).isWritten(); i++) {
            value = followed(value.part(value.field().get(parts[i])), depth);
        }
        return value;
    }

    private Value followed(Value value, int depth) {
        String text = value.field().stringOr("");
        Value next = text.startsWith("[") ? resolve(text, value.scope(), depth + 1) : null;
        return next == null ? value : next;
    }

    @Override
    public Origin locate(Place place) {
        Line line = line(place);
        Position key = place.key();
        var own = new SourceLocation(path, key.line(), key.column(), isGenerated ? Role.GENERATED : Role.MANIFEST);
        SourceLocation primary =
                line.primary() == null && isGenerated && line.related().size() == 1
                        ? line.related().get(0)
                        : line.primary();
        if (primary == null) {
            return new Origin(own, line.related(), List.of(), false);
        }
        return new Origin(primary, primary.equals(own) ? List.of() : List.of(own), List.of(), false);
    }

    /** The line of a parameter file that gives the value; null where none does. */
    @Nullable
    SourceLocation given(Place place) {
        SourceLocation primary = line(place).primary();
        return primary == null || primary.path().equals(path) ? null : primary;
    }

    private Line line(Place place) {
        // what is not written may lack because the expression of its parent made nothing
        Position at = place.isWritten() && lines.containsKey(place.value()) ? place.value() : place.key();
        return lines.getOrDefault(at, Line.NONE);
    }

    /** The names of the parameters in an expression. */
    static List<String> parametersIn(String expression) {
        var names = new ArrayList<String>();
        Matcher matcher = PARAMETER.matcher(expression);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
