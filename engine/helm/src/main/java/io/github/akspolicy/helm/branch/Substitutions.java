package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.interpret.Operand;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import java.util.List;
import java.util.regex.Pattern;

/** Functions that make of a text that is random or of the time something that decides. */
final class Substitutions {
    /** What stands for a part of a text without making anything else of it. */
    private static final Pattern SEPARATOR = Pattern.compile("[-_.@=+,~^/]?");

    private Substitutions() {}

    /** Whether a text of the template's choice comes in the place of a part. */
    static boolean mayDecide(TemplateFunction function, List<Operand<Trace>> written) {
        int put = function.has(Trait.PUTS_SECOND) ? 1 : function.has(Trait.PUTS_THIRD) ? 2 : written.size();
        if (put >= written.size()) {
            return false;
        }
        String replacement = written.get(put).text();
        return replacement == null || !SEPARATOR.matcher(replacement).matches();
    }

    /** Whether an expression is a number. */
    static boolean isNumber(Expression expression) {
        return expression instanceof Call call
                && (TemplateFunction.of(call.function()).has(Trait.NUMBER)
                        || (call.function().isEmpty()
                                && call.arguments().stream().anyMatch(Substitutions::isNumber)));
    }
}
