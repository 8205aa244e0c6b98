package io.github.akspolicy.helm.values;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Helm says of values that do not fit a chart's {@code values.schema.json}, led back to the lines that supplied them. One
 * problem for each error of the schema, in place of one for the chart.
 *
 * @param chartPath the chart, for errors to which no line leads
 */
public record ValuesSchemaFailure(List<Instance> instances, ValuesLayers layers, String chartPath) {
    private static final String HEAD = "values don't meet the specifications of the schema";
    private static final Pattern CHART = Pattern.compile("([A-Za-z0-9._-]+):");
    /** Since Helm 3.18: {@code - at '/image/tag': got number, want string}. */
    private static final Pattern POINTER = Pattern.compile("\\s*- at '([^']*)': (.*)");
    /** Before: {@code - image.tag: Invalid type. Expected: string, given: integer}. */
    private static final Pattern DOTTED = Pattern.compile("\\s*- ([^ :]+): (.*)");

    /** The problems; empty when the message is about something else. */
    public List<Problem> problems(String message) {
        int head = message.indexOf(HEAD);
        if (head < 0) {
            return List.of();
        }
        var problems = new ArrayList<Problem>();
        Instance instance = instances.get(0);
        for (String line : message.substring(head).lines().skip(1).toList()) {
            Matcher chart = CHART.matcher(line);
            Matcher pointer = POINTER.matcher(line);
            Matcher dotted = DOTTED.matcher(line);
            if (chart.matches()) {
                instance = named(chart.group(1));
            } else if (pointer.matches()) {
                problems.add(problem(instance, keys(pointer.group(1)), pointer.group(2)));
            } else if (dotted.matches()) {
                problems.add(problem(instance, dotted(dotted.group(1)), dotted.group(2)));
            }
        }
        return List.copyOf(problems);
    }

    /** The instance of a chart's name; Helm does not say which of several aliases it means: the first stands for all. */
    private Instance named(String name) {
        return instances.stream()
                .filter(instance -> instance.chart().name().equals(name))
                .findFirst()
                .orElse(instances.get(0));
    }

    private Problem problem(Instance instance, List<Object> keys, String what) {
        String key = written(ValuesLayers.rootPath(instance, keys));
        return Problem.at(
                location(instance, keys),
                "the values do not fit values.schema.json of chart "
                        + instance.chart().name() + ": " + (key.isEmpty() ? "" : key + ": ") + what,
                "");
    }

    /** The line that supplied the value, else the one that supplied the nearest mapping around it. */
    private SourceLocation location(Instance instance, List<Object> keys) {
        for (int length = keys.size(); length >= 0; length--) {
            ValuesLayers.Supply supply = layers.find(instance, keys.subList(0, length));
            if (supply != null) {
                SourceLocation entry = supply.dependencyEntry();
                return supply.own() || entry == null ? supply.at() : entry;
            }
        }
        return new SourceLocation(chartPath, 1, 1, Role.VALUES);
    }

    private static List<Object> keys(String pointer) {
        var keys = new ArrayList<Object>();
        for (String part : pointer.split("/", -1)) {
            if (!part.isEmpty()) {
                keys.add(key(part.replace("~1", "/").replace("~0", "~")));
            }
        }
        return keys;
    }

    private static List<Object> dotted(String path) {
        var keys = new ArrayList<Object>();
        for (String part : path.equals("(root)") ? new String[0] : path.split("\\.", -1)) {
            keys.add(key(part));
        }
        return keys;
    }

    private static Object key(String part) {
        return part.matches("[0-9]{1,9}") ? (Object) Integer.valueOf(part) : part;
    }

    private static String written(List<Object> keys) {
        var text = new StringBuilder();
        for (Object key : keys) {
            if (key instanceof Integer) {
                text.append('[').append(key).append(']');
            } else {
                text.append(text.length() == 0 ? "" : ".").append(key);
            }
        }
        return text.toString();
    }
}
