package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Symbol.Context;
import io.github.akspolicy.helm.origin.Symbol.Known;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Scope;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.Site;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.twin.Frame;
import io.github.akspolicy.helm.twin.Piece;
import io.github.akspolicy.helm.values.ValuesLayers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that the conditions and loops ask for in which a text was printed. All of them, or nothing: a variable, the text of a
 * helper and whatever changes values may depend on any condition.
 */
final class EnclosingConditions {
    private static final Pattern CHANGES_VALUES = Pattern.compile("\\b(?:set|unset|merge\\w*|mustMerge\\w*|tpl)\\b");

    /** What a template sees beside {@code .Values}; no value changes it. */
    private static final Set<String> BESIDE_VALUES =
            Set.of("Release", "Chart", "Capabilities", "Template", "Files", "Subcharts");

    private final SymbolicEvaluator evaluator;
    private final Set<List<Object>> keys = new HashSet<>();

    private EnclosingConditions(SymbolicEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    /**
     * Finds them.
     *
     * @param instance the chart whose template was rendered
     * @param piece what was printed
     * @return their paths from the root of all values; null when some are not known
     */
    static @Nullable Set<List<Object>> of(RenderedChart chart, Instance instance, Piece piece) {
        var conditions = new EnclosingConditions(new SymbolicEvaluator(chart, instance));
        return conditions.areKnown(piece) ? conditions.keys : null;
    }

    private boolean areKnown(Piece piece) {
        if (piece.literal() != null || piece.frame().site() == null) {
            return false;
        }
        for (Frame frame = piece.frame(); frame != null && frame.site() != null; frame = frame.outer()) {
            Site site = frame.site();
            Expression printed = site.action() < 0
                    ? null
                    : site.file().statement(site.action()).expression();
            // the helper that an outer action calls is a frame of its own
            boolean mayCall = !frame.equals(piece.frame());
            if (frame.outer() == null
                    || printed == null
                    || !isPlain(printed, mayCall)
                    || !around(site, frame.outer(), frame.rounds())) {
                return false;
            }
        }
        return true;
    }

    /** Whether an expression is made of values that it names, rather than of variables and texts of helpers. */
    private static boolean isPlain(Expression expression, boolean mayCall) {
        return expression
                .parts()
                .allMatch(part -> part instanceof Variable variable
                        ? variable.name().equals("$")
                        : mayCall || !(part instanceof Call call && call.isInclude()));
    }

    /** Adds what the blocks around an action ask for. */
    private boolean around(Site site, Frame level, Frame.@Nullable Rounds rounds) {
        TemplateFile file = site.file();
        if (file.matches(CHANGES_VALUES)) {
            return false;
        }
        for (TemplateFile.Branch branch : file.branchesAround(site.action())) {
            Expression condition = file.statement(branch.action()).expression();
            boolean isBlock = file.keyword(branch.opener()) == Keyword.BLOCK;
            if (isBlock
                    || (condition != null && !asks(condition, evaluator.scope(level, file, branch.opener(), rounds)))) {
                return false;
            }
        }
        return true;
    }

    private boolean asks(Expression expression, Scope scope) {
        if (expression instanceof Constant) {
            return true;
        }
        if (expression instanceof Call call) {
            return !call.isInclude() && call.arguments().stream().allMatch(argument -> asks(argument, scope));
        }
        if (!isPlain(expression, false)) {
            return false;
        }
        Symbol symbol = evaluator.evaluate(expression, scope);
        if (symbol instanceof Value value && !value.path().isEmpty()) {
            keys.add(ValuesLayers.rootPath(value.instance(), value.path()));
            return true;
        }
        return symbol instanceof Known || isBesideValues(expression, scope);
    }

    private boolean isBesideValues(Expression expression, Scope scope) {
        for (Expression at = expression; at instanceof Field field; at = field.base()) {
            if (BESIDE_VALUES.contains(field.name()) && evaluator.evaluate(field.base(), scope) instanceof Context) {
                return true;
            }
        }
        return false;
    }
}
