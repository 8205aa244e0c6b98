package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Mention.Use;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Helper;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Scope;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.Statement;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
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
    private record Assigned(Scope scope, Use use) {}

    private final SymbolicEvaluator evaluator;
    private final Set<Mention> found = new LinkedHashSet<>();
    private final Set<Called> called = new HashSet<>();
    private final Set<Assigned> assigned = new HashSet<>();
    private int looked;

    Mentions(SymbolicEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Adds values that may be printed as a whole, where it is not known which of them an action prints. */
    void whole(Instance owner, Collection<List<Object>> paths) {
        paths.forEach(path -> found.add(new Mention(owner, path, Use.TREE, null)));
    }

    /** Looks at an action and at what decides whether it runs, the nearest first. */
    void guarded(Scope scope) {
        action(scope);
        scope.file()
                .branchesAround(scope.action())
                .forEach(branch -> action(scope.body().at(branch.action())));
    }

    Set<Mention> found() {
        return found;
    }

    /** Looks at one action. */
    void action(Scope scope) {
        action(scope, 0);
    }

    /** Looks at one action, and not at the helpers that it calls. */
    void alone(Scope scope) {
        action(scope, DEPTH);
    }

    private void action(Scope scope, int depth) {
        if (++looked > MOST) {
            return;
        }
        Statement statement = scope.file().statement(scope.action());
        Expression expression = statement.expression();
        if (expression == null) {
            return;
        }
        Use use = switch (statement.keyword()) {
            case OUTPUT -> isWhole(expression) ? Use.TREE : Use.SCALAR;
            case ASSIGN -> Use.SCALAR;
            case RANGE -> Use.LOOP;
            default -> Use.CONDITION;
        };
        expression(expression, scope, use, null, depth);
    }

    private void expression(Expression expression, Scope scope, Use use, @Nullable Object compared, int depth) {
        if (expression instanceof Call call && call.function().equals("hasKey")) {
            // it asks for what is under the key
            expression(new Call("get", call.arguments()), scope, use, null, depth);
            return;
        }
        Symbol symbol = evaluator.evaluate(expression, scope);
        for (Value value : SymbolicEvaluator.asked(symbol)) {
            found.add(new Mention(value.instance(), value.path(), use, symbol instanceof Value ? compared : null));
        }
        if (expression instanceof Call call) {
            call(call, scope, use, depth);
        } else if (expression instanceof Variable variable && !(symbol instanceof Value)) {
            variable(variable.name(), scope, use, depth);
        } else if (expression instanceof Field field && field.base() instanceof Call) {
            expression(field.base(), scope, use, null, depth);
        }
    }

    private static boolean isWhole(Expression expression) {
        return expression instanceof Call call
                && (TemplateFunction.of(call.function()).has(Trait.WHOLE)
                        || call.arguments().stream().anyMatch(Mentions::isWhole));
    }

    private void call(Call call, Scope scope, Use use, int depth) {
        Use inner = TemplateFunction.of(call.function()).has(Trait.WHOLE) && use != Use.CONDITION ? Use.TREE : use;
        Object constant = asked(call);
        for (Expression argument : call.arguments()) {
            if (!(argument instanceof Constant)) {
                expression(argument, scope, inner, constant, depth);
            }
        }
        if (call.isInclude()) {
            helper(call, scope, depth);
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

    private void helper(Call call, Scope scope, int depth) {
        for (Helper helper : depth >= DEPTH ? List.<Helper>of() : evaluator.helpers(call, scope)) {
            if (called.add(new Called(helper.define().name(), helper.body().data()))) {
                for (int i = helper.define().open() + 1; i < helper.define().close(); i++) {
                    action(helper.body().at(i), depth + 1);
                }
            }
        }
    }

    /** What a variable was made of, where that is no single value. */
    private void variable(String name, Scope scope, Use use, int depth) {
        for (int i : scope.file().assignments(name, scope.action())) {
            Statement statement = scope.file().statement(i);
            Expression expression = statement.expression();
            Scope assignment = scope.body().at(i);
            if (expression != null && assigned.add(new Assigned(assignment, use)) && ++looked < MOST) {
                expression(expression, assignment, use, null, depth);
            }
            if (statement.declares()) {
                break;
            }
        }
    }
}
