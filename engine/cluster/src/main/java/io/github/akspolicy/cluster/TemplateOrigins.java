package io.github.akspolicy.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
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
import java.util.regex.Pattern;

/**
 * The lines of a template that somebody writes: a property is its own line, and where a parameter gives its value, the
 * line that gives it is related.
 */
final class TemplateOrigins {
    static final Pattern PARAMETER = Pattern.compile("parameters\\('([^']+)'\\)", Pattern.CASE_INSENSITIVE);
    private static final int DEEPEST = 500;

    private TemplateOrigins() {}

    static OriginMap of(String path, Field template, Map<String, SourceLocation> givenAt) {
        var values = new HashMap<String, SourceLocation>(givenAt);
        for (Field parameter : template.get("parameters").fields()) {
            Field otherwise = parameter.get("defaultValue");
            if (otherwise.isWritten()) {
                values.putIfAbsent(
                        parameter.key().toLowerCase(Locale.ROOT),
                        location(path, otherwise.place().key(), Role.VALUES));
            }
        }
        var expressions = new HashMap<Position, List<SourceLocation>>();
        if (template.get("resources").node() != null) {
            collect(template.get("resources").node(), values, expressions, 0);
        }
        return place -> new Origin(
                location(path, place.key(), Role.MANIFEST),
                // what is not written may lack because the expression of its parent made nothing
                expressions.getOrDefault(
                        place.isWritten() && expressions.containsKey(place.value()) ? place.value() : place.key(),
                        List.of()),
                List.of(),
                false);
    }

    private static void collect(
            @org.jspecify.annotations.Nullable Node node,
            Map<String, SourceLocation> values,
            Map<Position, List<SourceLocation>> expressions,
            int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                collect(entry.value(), values, expressions, depth + 1);
                List<SourceLocation> given = expressions.get(entry.value().position());
                if (given != null && entry.value() instanceof Node.Scalar) {
                    expressions.put(entry.keyPosition(), given);
                }
            }
        } else if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> collect(item, values, expressions, depth + 1));
        } else if (node instanceof Node.Scalar scalar
                && scalar.value() instanceof String text
                && text.startsWith("[")) {
            var given = new ArrayList<SourceLocation>();
            for (String name : TemplateReading.parametersIn(text)) {
                SourceLocation at = values.get(name.toLowerCase(Locale.ROOT));
                if (at != null && !given.contains(at)) {
                    given.add(at);
                }
            }
            if (!given.isEmpty()) {
                expressions.put(scalar.position(), List.copyOf(given));
            }
        }
    }

    private static SourceLocation location(String path, Position at, Role role) {
        return new SourceLocation(path, at.line(), at.column(), role);
    }
}
