package io.github.akspolicy.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters of the call of a module decide what the resources in it say, the modules that it calls itself included. The
 * text of the module lies elsewhere: the call is what can be edited.
 */
final class ModuleParameters {
    static final String PARAMS = "params";
    private static final int DEEPEST = 50;
    private static final Pattern WHOLE = Pattern.compile("\\[parameters\\('([^']+)'\\)\\]", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIABLE = Pattern.compile("variables\\('([^']+)'\\)", Pattern.CASE_INSENSITIVE);
    /** What asks other resources: parameters only name them. */
    private static final Pattern OF_OTHERS =
            Pattern.compile("reference\\(|\\[\\w*resourceId\\(|\\blist\\w*\\(", Pattern.CASE_INSENSITIVE);

    private static final String ANY_ITEM = "[]";

    /**
     * What gives a value.
     *
     * @param names of parameters of the call
     * @param isWhole whether the value is that of the one parameter, so that a path into it is one into the parameter
     * @param parts what gives the parts of an object or a list
     */
    private record Given(Set<String> names, boolean isWhole, List<Property> parts) {
        private static final Given NOTHING = new Given(Set.of(), false, List.of());
    }

    private record Property(List<Object> path, Given given) {}

    private final Map<Position, List<Property>> properties = new HashMap<>();

    private ModuleParameters() {}

    /** @param deployment the nested deployment that the call of the module compiles to */
    static ModuleParameters of(Field deployment) {
        var parameters = new ModuleParameters();
        Field template = deployment.at("properties", "template");
        var own = new HashMap<String, Given>();
        for (Field parameter : template.get("parameters").fields()) {
            own.put(lower(parameter.key()), new Given(Set.of(parameter.key()), true, List.of()));
        }
        parameters.template(template, own, 0);
        return parameters;
    }

    /** The places of the resources in the module. */
    Set<Position> resources() {
        return properties.keySet();
    }

    /**
     * The parameter of the call that says what a field of a resource is, as a path below {@code params}; nothing where it cannot
     * be told, since none does or several do.
     *
     * @param resource the place of the resource in the module
     */
    Optional<FieldPath> parameter(Position resource, FieldPath field) {
        List<Object> segments = field.segments();
        List<Property> parts = properties.getOrDefault(resource, List.of());
        while (true) {
            Property property = deepest(parts, segments);
            if (property == null) {
                return Optional.empty();
            }
            Given given = property.given();
            segments = segments.subList(property.path().size(), segments.size());
            if (given.isWhole()) {
                return Optional.of(path(given.names().iterator().next(), segments));
            }
            if (given.parts().isEmpty()) {
                return only(given.names(), field.lastField()).map(name -> path(name, List.of()));
            }
            parts = given.parts();
        }
    }

    /** The one name, or that of the field itself. */
    private static Optional<String> only(Set<String> names, String field) {
        return names.stream()
                .filter(name -> names.size() == 1 || name.equalsIgnoreCase(field))
                .findFirst();
    }

    private static @Nullable Property deepest(List<Property> properties, List<Object> segments) {
        Property deepest = null;
        for (Property property : properties) {
            boolean isDeeper =
                    deepest == null || property.path().size() > deepest.path().size();
            if (isDeeper && begins(segments, property.path())) {
                deepest = property;
            }
        }
        return deepest;
    }

    private static FieldPath path(String parameter, List<Object> rest) {
        FieldPath path = FieldPath.ROOT.field(PARAMS).field(parameter);
        for (Object segment : rest) {
            path = segment instanceof Integer item ? path.item(item, null) : path.field(String.valueOf(segment));
        }
        return path;
    }

    private static boolean begins(List<Object> segments, List<Object> beginning) {
        if (beginning.size() > segments.size()) {
            return false;
        }
        for (int i = 0; i < beginning.size(); i++) {
            Object segment = segments.get(i);
            boolean isSame = segment instanceof Integer
                    ? segment.equals(beginning.get(i)) || ANY_ITEM.equals(beginning.get(i))
                    : String.valueOf(segment).equalsIgnoreCase(String.valueOf(beginning.get(i)));
            if (!isSame) {
                return false;
            }
        }
        return true;
    }

    private void template(Field template, Map<String, Given> parameters, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        Field resources = template.get("resources");
        List<Field> all = new ArrayList<>(resources.fields());
        all.addAll(resources.items());
        for (Field resource : all) {
            Field nested = resource.at("properties", "template");
            if (resource.node() == null) {
                continue;
            }
            if (nested.isPresent()) {
                boolean isInner = "inner"
                        .equalsIgnoreCase(resource.at("properties", "expressionEvaluationOptions", "scope")
                                .stringOr(""));
                template(nested, isInner ? handedOn(resource, template, parameters) : parameters, depth + 1);
            } else {
                var found = new ArrayList<Property>();
                properties(resource, template, parameters, List.of(), found, 0);
                properties.put(resource.node().position(), found);
            }
        }
    }

    private static Map<String, Given> handedOn(Field deployment, Field template, Map<String, Given> parameters) {
        var handedOn = new HashMap<String, Given>();
        for (Field parameter : deployment.at("properties", "parameters").fields()) {
            Field value = parameter.get("value");
            handedOn.put(lower(parameter.key()), given(value.isPresent() ? value : parameter, template, parameters));
        }
        return handedOn;
    }

    private static void properties(
            Field field,
            Field template,
            Map<String, Given> parameters,
            List<Object> path,
            List<Property> found,
            int depth) {
        if (depth > DEEPEST) {
            return;
        }
        for (Field child : field.fields()) {
            if (child.key().equals("copy") && child.node() instanceof Node.Sequence) {
                for (Field loop : child.items()) {
                    List<Object> made = and(path, loop.get("name").stringOr(""));
                    found.add(new Property(made, given(loop, template, parameters)));
                    properties(loop.get("input"), template, parameters, and(made, ANY_ITEM), found, depth + 1);
                }
            } else {
                properties(child, template, parameters, and(path, child.key()), found, depth + 1);
            }
        }
        List<Field> items = field.items();
        for (int i = 0; i < items.size(); i++) {
            properties(items.get(i), template, parameters, and(path, i), found, depth + 1);
        }
        Given given = field.node() instanceof Node.Scalar ? given(field, template, parameters) : Given.NOTHING;
        if (!given.equals(Given.NOTHING)) {
            found.add(new Property(path, given));
        }
    }

    private static List<Object> and(List<Object> path, Object segment) {
        var longer = new ArrayList<>(path);
        longer.add(segment);
        return longer;
    }

    private static Given given(Field value, Field template, Map<String, Given> parameters) {
        String text = value.stringOr("");
        Matcher whole = WHOLE.matcher(text);
        if (whole.matches()) {
            return parameters.getOrDefault(lower(whole.group(1)), Given.NOTHING);
        }
        if (value.node() instanceof Node.Mapping || value.node() instanceof Node.Sequence) {
            var parts = new ArrayList<Property>();
            properties(value, template, parameters, List.of(), parts, 0);
            return new Given(Set.of(), false, parts);
        }
        var names = new LinkedHashSet<String>();
        names(value.node(), template, parameters, names, new LinkedHashSet<>(), 0);
        return names.isEmpty() ? Given.NOTHING : new Given(names, false, List.of());
    }

    /** The parameters that the expressions of a value name, by way of variables too. */
    private static void names(
            @Nullable Node node,
            Field template,
            Map<String, Given> parameters,
            Set<String> names,
            Set<String> variables,
            int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> names(entry.value(), template, parameters, names, variables, depth + 1));
        } else if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> names(item, template, parameters, names, variables, depth + 1));
        } else if (node instanceof Node.Scalar scalar
                && scalar.value() instanceof String text
                && text.startsWith("[")
                && !OF_OTHERS.matcher(text).find()) {
            for (String name : TemplateOrigins.parametersIn(text)) {
                names.addAll(parameters.getOrDefault(lower(name), Given.NOTHING).names());
            }
            Matcher variable = VARIABLE.matcher(text);
            while (variable.find()) {
                if (variables.add(lower(variable.group(1)))) {
                    Node declared = variable(template.get("variables"), variable.group(1));
                    names(declared, template, parameters, names, variables, depth + 1);
                }
            }
        }
    }

    private static @Nullable Node variable(Field variables, String name) {
        return variables.get("copy").items().stream()
                .filter(loop -> loop.get("name").stringOr("").equalsIgnoreCase(name))
                .findFirst()
                .orElse(variables.get(name))
                .node();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
