package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions that apply an expression to each item (learn.microsoft.com/azure/azure-resource-manager/templates/
 * template-functions-lambda).
 */
final class LambdaFunctions {
    private LambdaFunctions() {}

    /** The value, or null when the function is none of these. */
    static @Nullable Node call(String name, List<ArmExpression> arguments, ArmEvaluator evaluator, Position at) {
        return switch (name) {
            case "lambdavariables" -> variable(arguments, evaluator, at);
            case "map", "filter", "toobject", "reduce", "sort", "groupby", "mapvalues" ->
                round(name, arguments, evaluator, at);
            case "lambda" -> unknown(name, at);
            default -> null;
        };
    }

    private static Node unknown(String name, Position at) {
        return Values.unknown("⟨" + name + "(…)⟩", at);
    }

    private static Node variable(List<ArmExpression> arguments, ArmEvaluator evaluator, Position at) {
        String name = arguments.size() == 1 && arguments.get(0) instanceof ArmExpression.Literal literal
                ? String.valueOf(literal.value())
                : "";
        Node value = evaluator.name("lambda:" + name);
        return value == null ? Values.unknown("⟨" + name + "⟩", at) : value;
    }

    private static Node round(String name, List<ArmExpression> arguments, ArmEvaluator evaluator, Position at) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException(name + "() takes an array and a lambda");
        }
        Node first = evaluator.value(arguments.get(0), at);
        ArmExpression lambda = arguments.get(arguments.size() - 1);
        if (name.equals("mapvalues") && first instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(entry -> new Node.Entry(entry.key(), at, apply(lambda, evaluator, at, entry.value())))
                            .toList(),
                    at);
        }
        if (name.equals("mapvalues") || !(first instanceof Node.Sequence list)) {
            return Values.unknown("⟨" + name + "(" + Values.argument(first) + ", …)⟩", at);
        }
        return switch (name) {
            case "map" -> {
                var items = new ArrayList<Node>();
                for (int i = 0; i < list.items().size(); i++) {
                    items.add(apply(lambda, evaluator, at, list.items().get(i), index(i, at)));
                }
                yield new Node.Sequence(items, at);
            }
            case "filter" -> filter(list, lambda, evaluator, at);
            case "reduce" -> {
                Node value = evaluator.value(arguments.get(1), at);
                for (int i = 0; i < list.items().size(); i++) {
                    value = apply(lambda, evaluator, at, value, list.items().get(i), index(i, at));
                }
                yield value;
            }
            case "sort" -> sort(list, lambda, evaluator, at);
            case "groupby" -> group(list, lambda, evaluator, at);
            default -> object(list, arguments, evaluator, at);
        };
    }

    private static Node index(int index, Position at) {
        return Values.scalar((long) index, at);
    }

    private static Node filter(Node.Sequence list, ArmExpression lambda, ArmEvaluator evaluator, Position at) {
        var items = new ArrayList<Node>();
        for (int i = 0; i < list.items().size(); i++) {
            Node item = list.items().get(i);
            if (!(Values.value(apply(lambda, evaluator, at, item, index(i, at))) instanceof Boolean isKept)) {
                return unknown("filter", at);
            }
            if (isKept) {
                items.add(item);
            }
        }
        return new Node.Sequence(items, at);
    }

    /** By the lambda, which says whether its first argument comes before the second. */
    private static Node sort(Node.Sequence list, ArmExpression lambda, ArmEvaluator evaluator, Position at) {
        var items = new ArrayList<Node>();
        for (Node item : list.items()) {
            int low = 0;
            int high = items.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (!(Values.value(apply(lambda, evaluator, at, item, items.get(middle)))
                        instanceof Boolean isBefore)) {
                    return unknown("sort", at);
                }
                if (isBefore) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            items.add(low, item);
        }
        return new Node.Sequence(items, at);
    }

    private static Node group(Node.Sequence list, ArmExpression lambda, ArmEvaluator evaluator, Position at) {
        Map<String, List<Node>> groups = new LinkedHashMap<>();
        for (Node item : list.items()) {
            String key = Values.string(apply(lambda, evaluator, at, item));
            if (key == null) {
                return unknown("groupBy", at);
            }
            groups.computeIfAbsent(key, missing -> new ArrayList<>()).add(item);
        }
        return new Node.Mapping(
                groups.entrySet().stream()
                        .map(group -> new Node.Entry(group.getKey(), at, new Node.Sequence(group.getValue(), at)))
                        .toList(),
                at);
    }

    private static Node object(Node.Sequence list, List<ArmExpression> arguments, ArmEvaluator evaluator, Position at) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (Node item : list.items()) {
            String key = Values.string(apply(arguments.get(1), evaluator, at, item));
            if (key == null) {
                return unknown("toObject", at);
            }
            Node value = arguments.size() > 2 ? apply(arguments.get(2), evaluator, at, item) : item;
            entries.put(key, new Node.Entry(key, at, value));
        }
        return new Node.Mapping(List.copyOf(entries.values()), at);
    }

    /** A lambda takes as many of the values as it has names. */
    private static Node apply(ArmExpression lambda, ArmEvaluator evaluator, Position at, Node... values) {
        if (!(lambda instanceof ArmExpression.Call call)
                || !call.name().equalsIgnoreCase("lambda")
                || call.arguments().isEmpty()) {
            return unknown("lambda", at);
        }
        ArmEvaluator inner = evaluator;
        int last = call.arguments().size() - 1;
        for (int i = 0; i < Math.min(last, values.length); i++) {
            if (call.arguments().get(i) instanceof ArmExpression.Literal name) {
                inner = inner.with("lambda:" + name.value(), values[i]);
            }
        }
        return inner.value(call.arguments().get(last), at);
    }
}
