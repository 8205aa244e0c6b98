package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.arm.ArmExpression;
import io.github.akspolicy.cluster.arm.ArmExpression.Call;
import io.github.akspolicy.cluster.arm.ArmExpression.Literal;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes expressions of Bicep those of a template, as the compiler does (src/Bicep.Core/Emit/ExpressionConverter.cs of
 * Azure/bicep, read 2026-11-30), each literal at its own place.
 */
final class ExpressionConversion {
    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("??", "coalesce"),
            Map.entry("||", "or"),
            Map.entry("&&", "and"),
            Map.entry("==", "equals"),
            Map.entry("<", "less"),
            Map.entry("<=", "lessOrEquals"),
            Map.entry(">", "greater"),
            Map.entry(">=", "greaterOrEquals"),
            Map.entry("+", "add"),
            Map.entry("-", "sub"),
            Map.entry("*", "mul"),
            Map.entry("/", "div"),
            Map.entry("%", "mod"));
    private static final String SAFE = "tryGet";

    private final TemplateBuilder template;
    private final BicepFile file;
    /** What the names of loops, lambdas and functions stand for. */
    private final Map<String, ArmExpression> locals;
    /** The resource that the expression is in, or null. */
    private final @Nullable ResourceDeclaration within;

    private final SymbolReferences references;
    private final FunctionCalls calls;

    ExpressionConversion(
            TemplateBuilder template,
            BicepFile file,
            Map<String, ArmExpression> locals,
            @Nullable ResourceDeclaration within) {
        this.template = template;
        this.file = file;
        this.locals = Map.copyOf(locals);
        this.within = within;
        this.references = new SymbolReferences(this);
        this.calls = new FunctionCalls(this);
    }

    /** This one with more names. */
    ExpressionConversion with(Map<String, ArmExpression> names) {
        var all = new HashMap<>(locals);
        all.putAll(names);
        return new ExpressionConversion(template, file, all, within);
    }

    TemplateBuilder template() {
        return template;
    }

    BicepFile file() {
        return file;
    }

    @Nullable
    ResourceDeclaration within() {
        return within;
    }

    SymbolReferences references() {
        return references;
    }

    @Nullable
    ArmExpression local(String name) {
        return locals.get(name);
    }

    /** A value as a part of a template. */
    Node node(BicepExpression expression) {
        if (expression instanceof BicepExpression.Literal literal) {
            return new Node.Scalar(plain(literal.value()), literal.at());
        }
        if (expression instanceof BicepExpression.Structure object && !isSpread(object)) {
            return mapping(object.properties(), object);
        }
        if (expression instanceof BicepExpression.Array array
                && array.items().stream().noneMatch(BicepExpression.Spread.class::isInstance)) {
            return new Node.Sequence(array.items().stream().map(this::node).toList(), array.at());
        }
        return new Node.Scalar(expression(expression), expression.at());
    }

    /** A text that would be an expression of a template is escaped. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof String text && text.startsWith("[") ? "[" + text : value;
    }

    private static boolean isSpread(BicepExpression.Structure object) {
        return object.properties().stream().anyMatch(property -> property.key() == null);
    }

    private Node.Mapping mapping(List<BicepExpression.Property> properties, BicepExpression at) {
        var entries = new ArrayList<Node.Entry>();
        for (BicepExpression.Property property : properties) {
            entries.add(new Node.Entry(key(property.key()), property.at(), node(property.value())));
        }
        return new Node.Mapping(entries, at.at());
    }

    private String key(@Nullable BicepExpression key) {
        return key instanceof BicepExpression.Literal literal
                ? String.valueOf(plain(String.valueOf(literal.value())))
                : "[" + (key == null ? "" : expression(key)) + "]";
    }

    /** A value as a part of an expression. */
    ArmExpression expression(BicepExpression expression) {
        template.step(expression.at());
        if (expression instanceof BicepExpression.Literal literal) {
            return new Literal(literal.value(), literal.at());
        }
        if (expression instanceof BicepExpression.Interpolation text) {
            return format(text);
        }
        if (expression instanceof BicepExpression.Structure object) {
            return isSpread(object) ? merged(object) : new ArmExpression.Written(node(object));
        }
        if (expression instanceof BicepExpression.Array array) {
            return array(array);
        }
        if (expression instanceof BicepExpression.Name name) {
            return references.named(name);
        }
        if (expression instanceof BicepExpression.Call call) {
            return calls.call(call);
        }
        return isAccess(expression) ? access(expression) : operation(expression);
    }

    private static boolean isAccess(BicepExpression expression) {
        return expression instanceof BicepExpression.Member
                || expression instanceof BicepExpression.Index
                || expression instanceof BicepExpression.Nested;
    }

    private ArmExpression operation(BicepExpression expression) {
        if (expression instanceof BicepExpression.Parenthesized inner) {
            return expression(inner.value());
        }
        if (expression instanceof BicepExpression.NonNull inner) {
            return expression(inner.value());
        }
        if (expression instanceof BicepExpression.Unary unary) {
            return unary(unary);
        }
        if (expression instanceof BicepExpression.Binary binary) {
            return binary(binary);
        }
        if (expression instanceof BicepExpression.Conditional choice) {
            return Call.of("if", expression(choice.condition()), expression(choice.yes()), expression(choice.no()));
        }
        if (expression instanceof BicepExpression.Lambda lambda) {
            return lambda(lambda.names(), lambda.body());
        }
        if (expression instanceof BicepExpression.Loop loop) {
            return Call.of(
                    "map",
                    expression(loop.over()),
                    lambda(
                            loop.index() == null ? List.of(loop.item()) : List.of(loop.item(), loop.index()),
                            loop.body()));
        }
        // a condition or spread where none can be
        return unknown("value");
    }

    /** A value that cannot be known. */
    static ArmExpression unknown(String what) {
        return Call.of("variables", new Literal(what));
    }

    private ArmExpression lambda(List<String> names, BicepExpression body) {
        var inner = new HashMap<String, ArmExpression>();
        var arguments = new ArrayList<ArmExpression>();
        for (String name : names) {
            inner.put(name, Call.of("lambdaVariables", new Literal(name)));
            arguments.add(new Literal(name));
        }
        arguments.add(with(inner).expression(body));
        return new Call("lambda", arguments);
    }

    private ArmExpression format(BicepExpression.Interpolation text) {
        var pattern = new StringBuilder();
        var arguments = new ArrayList<ArmExpression>();
        arguments.add(new Literal(""));
        for (int i = 0; i < text.texts().size(); i++) {
            pattern.append(text.texts().get(i).replace("{", "{{").replace("}", "}}"));
            if (i < text.values().size()) {
                pattern.append('{').append(i).append('}');
                arguments.add(expression(text.values().get(i)));
            }
        }
        arguments.set(0, new Literal(pattern.toString()));
        return new Call("format", arguments);
    }

    /** Objects that are spread, and what stands between them. */
    private ArmExpression merged(BicepExpression.Structure object) {
        var parts = new ArrayList<ArmExpression>();
        var between = new ArrayList<BicepExpression.Property>();
        for (BicepExpression.Property property : object.properties()) {
            if (property.key() != null) {
                between.add(property);
                continue;
            }
            part(between, object, parts);
            parts.add(expression(property.value()));
        }
        part(between, object, parts);
        return Call.of("shallowMerge", new Call("createArray", parts));
    }

    private void part(
            List<BicepExpression.Property> between, BicepExpression.Structure object, List<ArmExpression> parts) {
        if (!between.isEmpty()) {
            parts.add(new ArmExpression.Written(mapping(between, object)));
            between.clear();
        }
    }

    private ArmExpression array(BicepExpression.Array array) {
        if (array.items().stream().noneMatch(BicepExpression.Spread.class::isInstance)) {
            return new ArmExpression.Written(node(array));
        }
        var parts = new ArrayList<ArmExpression>();
        for (BicepExpression item : array.items()) {
            parts.add(
                    item instanceof BicepExpression.Spread spread
                            ? expression(spread.value())
                            : new ArmExpression.Written(new Node.Sequence(List.of(node(item)), item.at())));
        }
        return Call.of("flatten", new Call("createArray", parts));
    }

    private ArmExpression unary(BicepExpression.Unary unary) {
        if (unary.operator().equals("!")) {
            return Call.of("not", expression(unary.operand()));
        }
        if (unary.operator().equals("-")) {
            return unary.operand() instanceof BicepExpression.Literal literal && literal.value() instanceof Long number
                    ? new Literal(-number, unary.at())
                    : Call.of("sub", new Literal(0L), expression(unary.operand()));
        }
        return unknown("value");
    }

    private ArmExpression binary(BicepExpression.Binary binary) {
        ArmExpression left = expression(binary.left());
        ArmExpression right = expression(binary.right());
        return switch (binary.operator()) {
            case "!=" -> Call.of("not", Call.of("equals", left, right));
            case "=~" -> sameText(left, right);
            case "!~" -> Call.of("not", sameText(left, right));
            default -> Call.of(OPERATORS.getOrDefault(binary.operator(), ""), left, right);
        };
    }

    private static ArmExpression sameText(ArmExpression left, ArmExpression right) {
        return Call.of("equals", Call.of("toLower", left), Call.of("toLower", right));
    }

    private ArmExpression access(BicepExpression expression) {
        ArmExpression known = references.access(expression);
        if (known != null) {
            return known;
        }
        if (expression instanceof BicepExpression.Member member) {
            return part(member.target(), new Literal(member.name()), member.isSafe());
        }
        if (expression instanceof BicepExpression.Index index) {
            ArmExpression key = expression(index.index());
            return index.isFromEnd()
                    ? Call.of(index.isSafe() ? "tryIndexFromEnd" : "indexFromEnd", expression(index.target()), key)
                    : part(index.target(), key, index.isSafe());
        }
        return unknown("value");
    }

    /** Where a chain of access is safe once, all that follows in it is null where that is. */
    private ArmExpression part(BicepExpression of, ArmExpression key, boolean isSafe) {
        ArmExpression target = expression(of);
        if (isSafe) {
            return Call.of(SAFE, target, key);
        }
        if (isAccess(of) && target instanceof Call call && call.name().equals(SAFE)) {
            var arguments = new ArrayList<>(call.arguments());
            arguments.add(key);
            return new Call(SAFE, arguments);
        }
        return new ArmExpression.Access(target, key, false);
    }
}
