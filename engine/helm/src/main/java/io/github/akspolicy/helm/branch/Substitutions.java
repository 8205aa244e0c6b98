package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.interpret.Operand;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.TemplateFunction;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Functions that make of a text that is random or of the time something that decides. */
final class Substitutions {
    /** What stands for a part of a text without making anything else of it. */
    private static final Pattern SEPARATOR = Pattern.compile("[-_.@=+,~^/]?");

    private static final Set<String> REPLACING = Set.of("replace", "regexReplaceAll", "regexReplaceAllLiteral");

    private static final Set<String> NUMBERS = Set.of(
            "add",
            "add1",
            "atoi",
            "ceil",
            "div",
            "float64",
            "floor",
            "int",
            "int64",
            "len",
            "max",
            "min",
            "mod",
            "mul",
            "randInt",
            "randNumeric",
            "round",
            "sub",
            "toDecimal");

    private Substitutions() {}

    /** Whether a text of the template's choice comes in the place of a part. */
    static boolean mayDecide(TemplateFunction function, List<Operand<Trace>> written) {
        if (!REPLACING.contains(function.name()) || written.size() < 3) {
            return false;
        }
        String replacement =
                written.get(function.name().equals("replace") ? 1 : 2).text();
        return replacement == null || !SEPARATOR.matcher(replacement).matches();
    }

    /** Whether an expression is a number. */
    static boolean isNumber(Expression expression) {
        return expression instanceof Call call
                && (NUMBERS.contains(TemplateFunction.of(call.function()).name())
                        || (call.function().isEmpty()
                                && call.arguments().stream().anyMatch(Substitutions::isNumber)));
    }
}
