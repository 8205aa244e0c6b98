package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.cluster.arm.Budget.Traced;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the values of a template. What cannot be known before the deployment stays {@link Unresolved} with its
 * expression. What an expression makes stands where the expression is; a value that it only hands on, of a parameter, a variable or
 * a part of one, stands where it is written.
 */
final class ArmEvaluator {
    private static final int LONGEST_COPY = 800;
    /** Functions whose results are parts of one argument. */
    private static final Set<String> TAKE_APART = Set.of("json", "base64tojson", "split", "parsecidr");

    private final Scope scope;
    private final Map<String, Node> names;

    ArmEvaluator(Scope scope) {
        this(scope, Map.of());
    }

    /** @param names the index of copy loops as {@code copy:NAME}, the variables of lambdas as {@code lambda:NAME} */
    private ArmEvaluator(Scope scope, Map<String, Node> names) {
        this.scope = scope;
        this.names = names;
    }

    Scope scope() {
        return scope;
    }

    /** This one with one more name. */
    ArmEvaluator with(String name, Node value) {
        var more = new HashMap<>(names);
        more.put(name, value);
        return new ArmEvaluator(scope, more);
    }

    /** This one within iteration {@code index} of a copy loop; -1 when it is not known how often it goes round. */
    ArmEvaluator iteration(String loop, long index, Position at) {
        Node value = index < 0 ? Values.unknown("⟨copyIndex()⟩", at) : Values.scalar(index, at);
        return with("copy:" + loop.toLowerCase(Locale.ROOT), value).with("copy:", value);
    }

    @Nullable
    Node name(String name) {
        return names.get(name);
    }

    /** A value with every expression in it evaluated. */
    Node evaluate(Node node) {
        scope.budget().enter(node.position());
        Node result = node;
        if (node instanceof Node.Mapping mapping) {
            result = mapping(mapping);
        } else if (node instanceof Node.Sequence list) {
            var items = new ArrayList<Node>(list.items().size());
            list.items().forEach(item -> items.add(evaluate(item)));
            result = new Node.Sequence(items, list.position());
        } else if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
            result = text(text, scalar.position());
        } else if (node instanceof Node.Scalar scalar && scalar.value() instanceof ArmExpression expression) {
            result = expression(expression, "[" + expression + "]", scalar.position());
        }
        scope.budget().leave();
        return scope.budget().made(result, node.position());
    }

    /** A value with the parameters whose default it depends on. */
    Traced traced(Node node) {
        return scope.budget().traced(() -> evaluate(node));
    }

    private Node mapping(Node.Mapping mapping) {
        var entries = new ArrayList<Node.Entry>(mapping.entries().size());
        for (Node.Entry entry : mapping.entries()) {
            if (entry.key().equalsIgnoreCase("copy")
                    && entry.value() instanceof Node.Sequence copies
                    && isCopy(copies)) {
                for (Node copy : copies.items()) {
                    String name = Values.string(Values.orNull(Values.get(copy, "name"), copy));
                    entries.add(new Node.Entry(
                            name == null ? "copy" : name, copy.position(), copied(copy, copy.position())));
                }
            } else {
                String key = key(entry);
                entries.add(
                        new Node.Entry(key == null ? entry.key() : key, entry.keyPosition(), evaluate(entry.value())));
            }
        }
        return new Node.Mapping(entries, mapping.position());
    }

    /** The name of a property may be an expression, too; null where it is not known. */
    private @Nullable String key(Node.Entry entry) {
        return entry.key().startsWith("[") ? Values.string(text(entry.key(), entry.keyPosition())) : entry.key();
    }

    private static boolean isCopy(Node.Sequence copies) {
        return !copies.items().isEmpty()
                && copies.items().stream()
                        .allMatch(copy -> Values.get(copy, "count") != null && Values.get(copy, "input") != null);
    }

    /** This one within a copy loop of a property or variable: without a name, copyIndex is the index of the resource. */
    private ArmEvaluator within(String loop, long index, Position at) {
        Node ofResource = name("copy:");
        ArmEvaluator iteration = iteration(loop, index, at);
        return ofResource == null ? iteration : iteration.with("copy:", ofResource);
    }

    /** The array that a copy loop of a property or variable makes. */
    Node copied(Node copy, Position at) {
        String name = Values.string(Values.orNull(Values.get(copy, "name"), copy));
        Node count = evaluate(Values.orNull(Values.get(copy, "count"), copy));
        Node input = Values.orNull(Values.get(copy, "input"), copy);
        Long times = Values.number(count);
        String loop = name == null ? "" : name;
        if (times == null) {
            return Values.unknown("⟨copy(" + loop + ", " + Values.argument(count) + ")⟩", at);
        }
        var items = new ArrayList<Node>();
        for (long i = 0; i < Math.min(times, LONGEST_COPY); i++) {
            items.add(within(loop, i, at).evaluate(input));
        }
        return new Node.Sequence(items, copy.position());
    }

    private Node text(String text, Position at) {
        if (text.startsWith("[[")) {
            return Values.scalar(text.substring(1), at);
        }
        if (!ArmParser.isExpression(text)) {
            return Values.scalar(text, at);
        }
        try {
            return expression(ArmParser.parse(text), text, at);
        } catch (IllegalArgumentException broken) {
            scope.budget().problem(at, "this expression cannot be read: " + broken.getMessage());
            return Values.scalar(new Unresolved(text, "⟨" + text + "⟩"), at);
        }
    }

    /** What makes it says where it stands: a value that is handed on keeps the place that decides it. */
    private Node expression(ArmExpression expression, String text, Position at) {
        Node value = scope.budget().sourced(() -> value(expression, at), at);
        return value instanceof Node.Scalar scalar && scalar.value() instanceof Unresolved unresolved
                ? Values.scalar(new Unresolved(text, unresolved.partial()), value.position())
                : value;
    }

    /** The value of an expression that stands at {@code at}. */
    Node value(ArmExpression expression, Position at) {
        scope.budget().enter(at);
        Node value = null;
        if (expression instanceof ArmExpression.Literal literal) {
            value = Values.scalar(literal.value(), literal.at() == null ? at : literal.at());
        } else if (expression instanceof ArmExpression.Written written) {
            value = written(written.node());
        } else if (expression instanceof ArmExpression.Access access) {
            value = access(access, at);
        } else if (expression instanceof ArmExpression.Call call) {
            value = call(call, at);
        }
        scope.budget().leave();
        return value == null ? Values.unknown("⟨…⟩", at) : scope.budget().made(value, at);
    }

    /** As createObject() and createArray() make it: where the name of a property is not known, nothing of the object is. */
    private Node written(Node node) {
        if (node instanceof Node.Sequence list) {
            return new Node.Sequence(list.items().stream().map(this::written).toList(), list.position());
        }
        if (!(node instanceof Node.Mapping mapping)) {
            return evaluate(node);
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            String key = key(entry);
            if (key == null) {
                return Values.unknown("⟨createObject(…)⟩", mapping.position());
            }
            entries.remove(key);
            entries.put(key, new Node.Entry(key, entry.keyPosition(), written(entry.value())));
        }
        return new Node.Mapping(List.copyOf(entries.values()), mapping.position());
    }

    private Node access(ArmExpression.Access access, Position at) {
        Node output = output(access, at);
        if (output != null) {
            return output;
        }
        Node target = value(access.target(), at);
        Node key = value(access.key(), at);
        String name = Values.string(key);
        Long index = Values.number(key);
        if (Values.isKnown(target) && Values.isKnown(key)) {
            if (Values.isNull(target) && access.isSafe()) {
                return target;
            }
            Node found = name != null
                    ? Values.get(target, name)
                    : target instanceof Node.Sequence list
                                    && index != null
                                    && index >= 0
                                    && index < list.items().size()
                            ? list.items().get(index.intValue())
                            : null;
            if (found != null) {
                return found;
            }
            if (access.isSafe()) {
                return Values.scalar(null, at);
            }
        }
        String of = Values.argument(target);
        return Values.unknown("⟨" + of + (name == null ? "[" + Values.argument(key) + "]" : "." + name) + "⟩", at);
    }

    /** {@code reference(deployment).outputs.name.value}: what a module hands back, where its template says it. */
    private @Nullable Node output(ArmExpression.Access value, Position at) {
        if (isName(value, "value")
                && value.target() instanceof ArmExpression.Access name
                && name.key() instanceof ArmExpression.Literal output
                && name.target() instanceof ArmExpression.Access outputs
                && isName(outputs, "outputs")
                && outputs.target() instanceof ArmExpression.Call call
                && call.name().equalsIgnoreCase("reference")
                && !call.arguments().isEmpty()) {
            String deployment = Values.partial(value(call.arguments().get(0), at));
            Scope.Deployment found = deployment == null ? null : scope.deployment(tail(deployment));
            Node declared = found == null ? null : Values.get(found.template(), "outputs");
            Node entry = declared == null ? null : Values.get(declared, String.valueOf(output.value()));
            Node written = entry == null ? null : Values.get(entry, "value");
            if (found != null && written != null) {
                return new ArmEvaluator(found.scope()).evaluate(written);
            }
            Node copy = entry == null ? null : Values.get(entry, "copy");
            if (found != null && copy != null) {
                return new ArmEvaluator(found.scope()).copied(copy, copy.position());
            }
        }
        return null;
    }

    private static boolean isName(ArmExpression.Access access, String name) {
        return access.key() instanceof ArmExpression.Literal literal && name.equals(literal.value());
    }

    /** The name at the end of the id of a deployment. */
    static String tail(String id) {
        String marker = "microsoft.resources/deployments/";
        int at = id.toLowerCase(Locale.ROOT).lastIndexOf(marker);
        return at < 0 ? id : id.substring(at + marker.length());
    }

    private @Nullable Node call(ArmExpression.Call call, Position at) {
        String name = call.name().toLowerCase(Locale.ROOT);
        List<ArmExpression> arguments = call.arguments();
        Node special = SpecialFunctions.call(name, arguments, this, at);
        if (special != null) {
            return special;
        }
        var values = new ArrayList<Node>(arguments.size());
        arguments.forEach(argument -> values.add(value(argument, at)));
        int dot = call.name().indexOf('.');
        Node own = dot < 0
                ? null
                : scope.function(call.name().substring(0, dot), call.name().substring(dot + 1));
        if (own != null) {
            return own(own, values, at);
        }
        scope.budget().lookAt(values);
        Node known = ArmFunctions.call(name, values, at);
        Node result = known == null ? unknown(call.name(), values, at) : known;
        scope.budget().secure().made(values, result, TAKE_APART.contains(name));
        return result;
    }

    static Node unknown(String function, List<Node> arguments, Position at) {
        return Values.unknown(
                "⟨" + function + "("
                        + String.join(
                                ", ", arguments.stream().map(Values::argument).toList())
                        + ")⟩",
                at);
    }

    private Node own(Node function, List<Node> arguments, Position at) {
        var provided = new HashMap<String, Traced>();
        if (Values.get(function, "parameters") instanceof Node.Sequence declared) {
            for (int i = 0; i < Math.min(arguments.size(), declared.items().size()); i++) {
                String name =
                        Values.string(Values.orNull(Values.get(declared.items().get(i), "name"), function));
                if (name != null) {
                    provided.put(name.toLowerCase(Locale.ROOT), new Traced(arguments.get(i), Set.of()));
                }
            }
        }
        Node output = Values.get(function, "output");
        Node value = output == null ? null : Values.get(output, "value");
        return value == null
                ? Values.unknown("⟨…⟩", at)
                : new ArmEvaluator(scope.ofFunction(function, provided)).evaluate(value);
    }
}
