package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Symbol.Context;
import io.github.akspolicy.helm.origin.Symbol.Derived;
import io.github.akspolicy.helm.origin.Symbol.Entries;
import io.github.akspolicy.helm.origin.Symbol.Items;
import io.github.akspolicy.helm.origin.Symbol.Known;
import io.github.akspolicy.helm.origin.Symbol.Merged;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.Expression.Dot;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.IncludedName;
import io.github.akspolicy.helm.template.Site;
import io.github.akspolicy.helm.template.Statement;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.twin.Frame;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows an action of a template back to the values it prints: through {@code with}, {@code range}, variables, helpers
 * and their arguments. The nesting is that of the render itself, so that the round of a loop and the caller of a helper
 * are known; only what a condition chose inside a helper whose text was computed with is not.
 *
 * <p>The semantics are those of Go's {@code text/template} and of the functions of Sprig and Helm.
 */
final class SymbolicEvaluator {
    /** Deeper nesting is given up: helpers may call themselves. */
    private static final int DEPTH = 24;

    /** So many expressions tell where a value comes from, or nobody can follow it. */
    private static final int STEPS = 20_000;

    /**
     * What the actions of one body see.
     *
     * @param file where the body is written
     * @param data what it was called with
     * @param rounds the loops that the asked action stands in
     */
    record Body(TemplateFile file, Symbol data, Frame.@Nullable Rounds rounds) {}

    private final TemplateContext chart;
    private final Instance instance;
    private final SymbolicFunctions functions;
    /** What expressions of a body stand for, both by identity: an expression knows its place. */
    private final Map<Body, Map<Expression, Symbol>> evaluated = new IdentityHashMap<>();

    private int depth;
    private int steps;
    private int givenUp;

    SymbolicEvaluator(TemplateContext chart, Instance instance) {
        this.chart = chart;
        this.instance = instance;
        this.functions = new SymbolicFunctions(chart, instance);
    }

    /** What the action of a frame prints. */
    Symbol written(Frame frame) {
        Site site = frame.site();
        if (site == null || site.action() < 0) {
            return Symbol.NONE;
        }
        Expression expression = site.file().statement(site.action()).expression();
        if (expression == null) {
            return Symbol.NONE;
        }
        Symbol symbol = evaluate(expression, body(frame), site.action());
        return steps > STEPS ? Symbol.NONE : symbol;
    }

    private Body body(Frame frame) {
        Site site = frame.site();
        if (site == null) {
            throw new IllegalArgumentException("the level of a file");
        }
        return new Body(site.file(), data(frame, site), frame.rounds());
    }

    /**
     * What the actions of a level see.
     *
     * @param level the level, which is that of an action that called a helper, or of a file
     * @param file where the body of the level is written
     * @param action an action of that body
     * @param rounds the loops around it
     */
    Body body(Frame level, TemplateFile file, int action, Frame.@Nullable Rounds rounds) {
        return new Body(file, data(level, file, action), rounds);
    }

    /** What the body that a frame's action stands in was called with. */
    private Symbol data(Frame frame, Site site) {
        return data(frame.outer(), site.file(), site.action());
    }

    private Symbol data(@Nullable Frame caller, TemplateFile file, int action) {
        Site call = caller == null ? null : caller.site();
        TemplateFile.Define define = file.defineAround(action);
        if (caller == null || call == null || define == null) {
            return new Context(instance);
        }
        Expression called = call.file().statement(call.action()).expression();
        Call include = called == null ? null : include(called, define.name());
        return include == null || include.arguments().size() < 2
                ? Symbol.NONE
                : evaluate(include.arguments().get(1), body(caller), call.action());
    }

    private static @Nullable Call include(Expression expression, String name) {
        return expression
                .parts()
                .filter(part -> part instanceof Call call
                        && call.isInclude()
                        && !call.arguments().isEmpty()
                        && name.equals(call.arguments().get(0).text()))
                .map(Call.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** What an expression of an action stands for. */
    Symbol evaluate(Expression expression, Body body, int action) {
        Map<Expression, Symbol> known = evaluated.computeIfAbsent(body, key -> new IdentityHashMap<>());
        Symbol before = known.get(expression);
        if (before != null) {
            return before;
        }
        if (depth >= DEPTH || ++steps > STEPS) {
            givenUp++;
            return Symbol.NONE;
        }
        int givenUpBefore = givenUp;
        depth++;
        Symbol symbol = evaluateAnew(expression, body, action);
        depth--;
        if (givenUp == givenUpBefore) {
            known.put(expression, symbol);
        }
        return symbol;
    }

    private Symbol evaluateAnew(Expression expression, Body body, int action) {
        if (expression instanceof Dot) {
            return dot(body, action);
        }
        if (expression instanceof Variable variable) {
            return variable(variable.name(), body, action);
        }
        if (expression instanceof Constant constant) {
            return constant.value() == null ? Symbol.NONE : new Known(constant.value());
        }
        if (expression instanceof Field field) {
            return functions.field(evaluate(field.base(), body, action), field.name());
        }
        Call call = (Call) expression;
        List<Symbol> arguments = call.arguments().stream()
                .map(argument -> evaluate(argument, body, action))
                .toList();
        return call.isInclude() ? included(call, arguments, body, action) : functions.call(call.function(), arguments);
    }

    /**
     * A named template that is called.
     *
     * @param body what its actions see
     */
    record Helper(Body body, TemplateFile.Define define) {}

    /** The named templates that an action may include: several where the name is composed, none where nothing of it is written. */
    List<Helper> helpers(Call include, Body body, int action) {
        List<Expression> arguments = include.arguments();
        if (arguments.isEmpty()) {
            return List.of();
        }
        Symbol data = arguments.size() > 1 ? evaluate(arguments.get(1), body, action) : Symbol.NONE;
        return names(arguments.get(0), body, action).stream()
                .map(chart::named)
                .filter(Objects::nonNull)
                .map(named -> new Helper(new Body(named.source(), data, null), named.define()))
                .toList();
    }

    private List<String> names(Expression name, Body body, int action) {
        if (evaluate(name, body, action) instanceof Known known) {
            return List.of(String.valueOf(known.value()));
        }
        IncludedName included = IncludedName.of(name);
        return included.pieces().isEmpty() ? List.of() : chart.names(included);
    }

    /** What a helper prints: made of whatever its actions print. */
    private Symbol included(Call include, List<Symbol> arguments, Body caller, int action) {
        if (arguments.isEmpty() || !(arguments.get(0) instanceof Known)) {
            return new Derived(arguments);
        }
        List<Helper> helpers = helpers(include, caller, action);
        if (helpers.isEmpty()) {
            return Symbol.NONE;
        }
        Helper helper = helpers.get(0);
        Body body = helper.body();
        TemplateFile file = body.file();
        var printed = new ArrayList<Symbol>();
        for (int i = helper.define().open() + 1; i < helper.define().close(); i++) {
            Expression expression =
                    file.keyword(i) == Keyword.OUTPUT ? file.statement(i).expression() : null;
            if (expression != null && mayRun(body, i)) {
                printed.add(evaluate(expression, body, i));
            }
        }
        // a helper whose conditions choose how to print one value prints that value
        List<Symbol> telling = printed.stream()
                .filter(symbol -> !symbol.equals(Symbol.NONE))
                .distinct()
                .toList();
        return telling.size() == 1 ? telling.get(0) : new Derived(telling);
    }

    /** Whether the conditions around an action of a helper let it run, as far as values decide them. */
    private boolean mayRun(Body body, int action) {
        for (TemplateFile.Branch branch : body.file().branchesAround(action)) {
            Keyword keyword = body.file().keyword(branch.opener());
            Expression condition = body.file().statement(branch.action()).expression();
            Boolean truth = condition == null || (keyword != Keyword.IF && keyword != Keyword.WITH)
                    ? null
                    : functions.truth(evaluate(condition, body, branch.opener()));
            if (truth != null && truth != branch.holds()) {
                return false;
            }
        }
        return true;
    }

    private Symbol dot(Body body, int action) {
        TemplateFile file = body.file();
        int opener = file.parent(action);
        if (opener < 0 || file.keyword(opener) == Keyword.DEFINE || file.keyword(opener) == Keyword.BLOCK) {
            return body.data();
        }
        int branch = file.branch(action);
        Statement statement = file.statement(branch >= 0 ? branch : opener);
        Expression expression = statement.expression();
        Keyword keyword = file.keyword(opener);
        if (keyword == Keyword.IF || expression == null) {
            return dot(body, opener);
        }
        Symbol about = evaluate(expression, body, opener);
        return keyword == Keyword.WITH ? about : functions.item(about, Frame.Rounds.of(body.rounds(), opener));
    }

    private Symbol variable(String name, Body body, int action) {
        if (name.equals("$")) {
            return body.data();
        }
        TemplateFile file = body.file();
        TemplateFile.Define define = file.defineAround(action);
        // assigned in a block that is over: it may have run or not
        var maybe = new ArrayList<Symbol>();
        for (int i = action - 1; i > (define == null ? -1 : define.open()); i--) {
            Statement statement = file.statement(i);
            int index = statement.variables().indexOf(name);
            Expression expression = statement.expression();
            if (index < 0 || expression == null) {
                continue;
            }
            if (isVisible(file, statement, i, action)) {
                Symbol value = evaluate(expression, body, i);
                Symbol last = statement.keyword() == Keyword.RANGE
                        ? loopVariable(statement, index, value, Frame.Rounds.of(body.rounds(), i))
                        : value;
                maybe.add(last);
                return maybe.size() == 1 ? last : new Derived(maybe);
            }
            if (!statement.declares()) {
                maybe.add(evaluate(expression, body, i));
            }
        }
        return new Derived(maybe);
    }

    private Symbol loopVariable(Statement range, int index, Symbol over, int round) {
        boolean isKey = range.variables().size() > 1 && index == 0;
        return isKey ? functions.key(over, round) : functions.item(over, round);
    }

    /** Whether a variable set at {@code earlier} surely has that value at {@code action}. */
    private static boolean isVisible(TemplateFile file, Statement statement, int earlier, int action) {
        boolean opens = statement.keyword() != Keyword.ASSIGN;
        int block = opens ? earlier : file.parent(earlier);
        for (int around = file.parent(action); around >= 0; around = file.parent(around)) {
            if (around == block) {
                return true;
            }
        }
        return block < 0;
    }

    /** The values that a symbol is made of, the most telling first. */
    static List<Value> values(Symbol symbol) {
        var found = new LinkedHashSet<Value>();
        collect(symbol, found);
        return List.copyOf(found);
    }

    private static void collect(Symbol symbol, Set<Value> into) {
        if (symbol instanceof Value value) {
            into.add(value);
        } else if (symbol instanceof Derived derived) {
            derived.from().forEach(part -> collect(part, into));
        } else if (symbol instanceof Merged merged) {
            merged.layers().forEach(part -> collect(part, into));
        } else if (symbol instanceof Items items) {
            items.items().forEach(part -> collect(part, into));
        } else if (symbol instanceof Entries entries) {
            entries.entries().values().forEach(part -> collect(part, into));
        }
    }
}
