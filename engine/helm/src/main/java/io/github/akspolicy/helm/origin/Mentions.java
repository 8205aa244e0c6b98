package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Mention.Use;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Body;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Helper;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.Statement;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values that actions ask for, whether they ran or not, and those that the helpers ask for which they call. More
 * than matter are found: a render decides.
 */
final class Mentions {
    /** Helpers within helpers; charts are done after four. */
    private static final int DEPTH = 8;

    /** So many actions are looked at for one field. */
    private static final int MOST = 4_000;

    /** Values of kinds that a text is not of. */
    private static final Map<Object, Object> OF_KIND = Map.of("bool", true, "int", 1L, "int64", 1L, "float64", 1L);

    private record Called(String helper, Symbol data) {}

    /** An assignment that a use was looked for in; a variable may be made of itself again and again. */
    private record Assigned(Body body, int action, Use use) {}

    private final SymbolicEvaluator evaluator;
    private final Set<Mention> found = new LinkedHashSet<>();
    private final Set<Called> called = new HashSet<>();
    private final Set<Assigned> assignments = new HashSet<>();
    private int looked;

    Mentions(SymbolicEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Adds values that may be printed as a whole, where it is not known which of them an action prints. */
    void whole(Instance owner, Collection<List<Object>> paths) {
        paths.forEach(path -> found.add(new Mention(owner, path, Use.TREE, null)));
    }

    /** Looks at an action and at what decides whether it runs, the nearest first. */
    void guarded(Body body, int action) {
        action(body, action);
        body.file().branchesAround(action).forEach(branch -> action(body, branch.action()));
    }

    Set<Mention> found() {
        return found;
    }

    /** Looks at one action. */
    void action(Body body, int action) {
        action(body, action, 0);
    }

    private void action(Body body, int action, int depth) {
        if (++looked > MOST) {
            return;
        }
        TemplateFile file = body.file();
        Expression expression = file.statement(action).expression();
        if (expression == null) {
            return;
        }
        Use use = switch (file.keyword(action)) {
            case OUTPUT -> isWhole(expression) ? Use.TREE : Use.SCALAR;
            case ASSIGN -> Use.SCALAR;
            case RANGE -> Use.LOOP;
            default -> Use.CONDITION;
        };
        expression(expression, body, action, use, null, depth);
    }

    private void expression(
            Expression expression, Body body, int action, Use use, @Nullable Object compared, int depth) {
        if (expression instanceof Call call && call.function().equals("hasKey")) {
            // it asks for what is under the key
            expression(new Call("get", call.arguments()), body, action, use, null, depth);
            return;
        }
        Symbol symbol = evaluator.evaluate(expression, body, action);
        for (Value value : SymbolicEvaluator.values(symbol)) {
            found.add(new Mention(value.instance(), value.path(), use, symbol instanceof Value ? compared : null));
        }
        if (expression instanceof Call call) {
            call(call, body, action, use, depth);
        } else if (expression instanceof Variable variable && !(symbol instanceof Value)) {
            variable(variable.name(), body, action, use, depth);
        } else if (expression instanceof Field field && field.base() instanceof Call) {
            expression(field.base(), body, action, use, null, depth);
        }
    }

    private static boolean isWhole(Expression expression) {
        return expression instanceof Call call
                && (TemplateFunction.of(call.function()).has(Trait.WHOLE)
                        || call.arguments().stream().anyMatch(Mentions::isWhole));
    }

    private void call(Call call, Body body, int action, Use use, int depth) {
        Use inner = TemplateFunction.of(call.function()).has(Trait.WHOLE) && use != Use.CONDITION ? Use.TREE : use;
        Object constant = asked(call);
        for (Expression argument : call.arguments()) {
            if (!(argument instanceof Constant)) {
                expression(argument, body, action, inner, constant, depth);
            }
        }
        if (call.isInclude()) {
            helper(call, body, action, depth);
        }
    }

    /** A value that a condition asks for: the other side of a comparison, or one of the kind. */
    private static @Nullable Object asked(Call call) {
        Object constant = constant(call);
        return switch (call.function()) {
            case "eq" -> constant;
            case "kindIs", "typeIs" -> constant == null ? null : OF_KIND.get(constant);
            default -> null;
        };
    }

    private static @Nullable Object constant(Call call) {
        for (Expression argument : call.arguments()) {
            if (argument instanceof Constant constant && constant.value() != null) {
                return constant.value();
            }
        }
        return null;
    }

    private void helper(Call call, Body body, int action, int depth) {
        for (Helper helper : depth >= DEPTH ? List.<Helper>of() : evaluator.helpers(call, body, action)) {
            if (called.add(new Called(helper.define().name(), helper.body().data()))) {
                for (int i = helper.define().open() + 1; i < helper.define().close(); i++) {
                    action(helper.body(), i, depth + 1);
                }
            }
        }
    }

    /** What a variable was made of, where that is no single value. */
    private void variable(String name, Body body, int action, Use use, int depth) {
        TemplateFile file = body.file();
        var assigned = new ArrayList<Integer>();
        for (int i = action - 1; i >= 0 && file.keyword(i) != Keyword.DEFINE; i--) {
            Statement statement = file.statement(i);
            if (statement.variables().contains(name)) {
                assigned.add(i);
                if (statement.declares()) {
                    break;
                }
            }
        }
        for (int i : assigned) {
            Expression expression = file.statement(i).expression();
            if (expression != null && assignments.add(new Assigned(body, i, use)) && ++looked < MOST) {
                expression(expression, body, i, use, null, depth);
            }
        }
    }
}
