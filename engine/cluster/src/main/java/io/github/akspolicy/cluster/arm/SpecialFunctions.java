package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions that do not take all of their arguments as values: those that name things, or choose. */
final class SpecialFunctions {
    private SpecialFunctions() {}

    /** The value, or null when the function is none of these. */
    static @Nullable Node call(String name, List<ArmExpression> arguments, ArmEvaluator evaluator, Position at) {
        return switch (name) {
            case "parameters" -> named(arguments, evaluator, at, true);
            case "variables" -> named(arguments, evaluator, at, false);
            case "if" -> choose(arguments, evaluator, at);
            case "and" -> logic(arguments, evaluator, at, false);
            case "or" -> logic(arguments, evaluator, at, true);
            case "coalesce" -> coalesce(arguments, evaluator, at);
            case "copyindex" -> copyIndex(arguments, evaluator, at);
            default -> LambdaFunctions.call(name, arguments, evaluator, at);
        };
    }

    private static Node named(List<ArmExpression> arguments, ArmEvaluator evaluator, Position at, boolean isParameter) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("parameters() and variables() take one name");
        }
        Node name = evaluator.value(arguments.get(0), at);
        String text = Values.string(name);
        if (text == null) {
            return ArmEvaluator.unknown(isParameter ? "parameters" : "variables", List.of(name), at);
        }
        Node value = isParameter
                ? evaluator.scope().parameter(text, at)
                : evaluator.scope().variable(text, at);
        if (!value.position().equals(at)) {
            evaluator.scope().budget().source(value.position(), !isParameter);
        }
        return value;
    }

    private static Node choose(List<ArmExpression> arguments, ArmEvaluator evaluator, Position at) {
        if (arguments.size() != 3) {
            throw new IllegalArgumentException("if() takes three arguments");
        }
        Node condition = evaluator.value(arguments.get(0), at);
        if (Values.value(condition) instanceof Boolean flag) {
            return evaluator.value(arguments.get(flag ? 1 : 2), at);
        }
        Node one = evaluator.value(arguments.get(1), at);
        Node other = evaluator.value(arguments.get(2), at);
        if (Values.isKnownThroughout(one, 0) && Values.isKnownThroughout(other, 0) && Values.same(one, other, 0)) {
            return one;
        }
        return ArmEvaluator.unknown("if", List.of(condition, one, other), at);
    }

    private static Node logic(List<ArmExpression> arguments, ArmEvaluator evaluator, Position at, boolean decides) {
        var unknown = new ArrayList<Node>();
        for (ArmExpression argument : arguments) {
            Node value = evaluator.value(argument, at);
            if (!(Values.value(value) instanceof Boolean flag)) {
                unknown.add(value);
            } else if (flag == decides) {
                return Values.scalar(decides, at);
            }
        }
        return unknown.isEmpty()
                ? Values.scalar(!decides, at)
                : ArmEvaluator.unknown(decides ? "or" : "and", unknown, at);
    }

    private static Node coalesce(List<ArmExpression> arguments, ArmEvaluator evaluator, Position at) {
        var unknown = new ArrayList<Node>();
        for (ArmExpression argument : arguments) {
            Node value = evaluator.value(argument, at);
            if (unknown.isEmpty() && Values.isSurelyText(value)) {
                return value;
            }
            if (!Values.isKnown(value)) {
                unknown.add(value);
            } else if (!Values.isNull(value) && unknown.isEmpty()) {
                return value;
            } else if (!Values.isNull(value)) {
                unknown.add(value);
            }
        }
        return unknown.isEmpty() ? Values.scalar(null, at) : ArmEvaluator.unknown("coalesce", unknown, at);
    }

    private static Node copyIndex(List<ArmExpression> arguments, ArmEvaluator evaluator, Position at) {
        String loop = "";
        long offset = 0;
        for (ArmExpression argument : arguments) {
            Node value = evaluator.value(argument, at);
            String text = Values.string(value);
            Long number = Values.number(value);
            loop = text == null ? loop : text;
            offset = number == null ? offset : number;
        }
        Node index = evaluator.name("copy:" + loop.toLowerCase(Locale.ROOT));
        Long number = index == null ? null : Values.number(index);
        return number == null ? Values.unknown("⟨copyIndex()⟩", at) : Values.scalar(number + offset, at);
    }
}
