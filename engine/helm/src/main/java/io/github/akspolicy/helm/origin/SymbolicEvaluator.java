package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.interpret.Operand;
import io.github.akspolicy.helm.origin.Symbol.Context;
import io.github.akspolicy.helm.origin.Symbol.Derived;
import io.github.akspolicy.helm.origin.Symbol.Entries;
import io.github.akspolicy.helm.origin.Symbol.Items;
import io.github.akspolicy.helm.origin.Symbol.Known;
import io.github.akspolicy.helm.origin.Symbol.Merged;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.origin.Symbol.Within;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Scope;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.IncludedName;
import io.github.akspolicy.helm.template.Site;
import io.github.akspolicy.helm.template.Statement;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.twin.Frame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
class SymbolicEvaluator extends SymbolicFunctions<Scope> {
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
    record Body(TemplateFile file, Symbol data, Frame.@Nullable Rounds rounds) {
        /** The scope of one of its actions. */
        Scope at(int action) {
            return new Scope(this, action);
        }
    }

    /** Where an expression stands. */
    record Scope(Body body, int action) {
        TemplateFile file() {
            return body.file();
        }

        /** Which round a loop is in that the action is, or stands in. */
        private int round() {
            return Frame.Rounds.of(body.rounds(), action);
        }
    }

    private final TemplateContext chart;
    private final Instance instance;
    /** What expressions of a body stand for, both by identity: an expression knows its place. */
    private final Map<Body, Map<Expression, Symbol>> evaluated = new IdentityHashMap<>();

    private int depth;
    private int steps;
    private int givenUp;

    SymbolicEvaluator(TemplateContext chart, Instance instance) {
        super(chart, instance);
        this.chart = chart;
        this.instance = instance;
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
        Symbol symbol = evaluate(expression, scope(frame, site));
        return isComplete() ? symbol : Symbol.NONE;
    }

    private Scope scope(Frame frame, Site site) {
        return scope(frame.outer(), site.file(), site.action(), frame.rounds());
    }

    /**
     * Where an action of a level stands.
     *
     * @param level the level, which is that of an action that called a helper, or of a file
     * @param file where the body of the level is written
     * @param action an action of that body
     * @param rounds the loops around it
     */
    Scope scope(@Nullable Frame level, TemplateFile file, int action, Frame.@Nullable Rounds rounds) {
        return new Body(file, data(level, file, action), rounds).at(action);
    }

    /** What the body that an action stands in was called with. */
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
                : evaluate(include.arguments().get(1), scope(caller, call));
    }

    /** Whether all that was asked could be followed. */
    boolean isComplete() {
        return steps <= STEPS;
    }

    /** The call of a named template; one whose name is composed where none is written so. */
    static @Nullable Call include(Expression expression, String name) {
        return expression
                .parts()
                .filter(part -> part instanceof Call call
                        && call.isInclude()
                        && !call.arguments().isEmpty()
                        && name.equals(Objects.requireNonNullElse(
                                call.arguments().get(0).text(), name)))
                .map(Call.class::cast)
                .min(Comparator.comparing(call -> call.arguments().get(0).text() == null))
                .orElse(null);
    }

    @Override
    public Symbol evaluate(Expression expression, Scope scope) {
        Map<Expression, Symbol> known = evaluated.computeIfAbsent(scope.body(), key -> new IdentityHashMap<>());
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
        Symbol symbol = super.evaluate(expression, scope);
        depth--;
        if (givenUp == givenUpBefore) {
            known.put(expression, symbol);
        }
        return symbol;
    }

    /**
     * A named template that is called.
     *
     * @param body what its actions see
     */
    record Helper(Body body, TemplateFile.Define define) {}

    /** The named templates that an action may include: several where the name is composed, none where nothing of it is written. */
    List<Helper> helpers(Call include, Scope scope) {
        List<Expression> arguments = include.arguments();
        return arguments.isEmpty()
                ? List.of()
                : helpers(
                        operand(arguments.get(0), scope),
                        scope,
                        arguments.size() > 1 ? evaluate(arguments.get(1), scope) : Symbol.NONE);
    }

    private List<Helper> helpers(Operand<Symbol> name, Scope scope, Symbol data) {
        return names(name, scope).stream()
                .map(chart.twins()::named)
                .filter(Objects::nonNull)
                .map(named -> new Helper(new Body(named.source(), data, null), named.define()))
                .toList();
    }

    private List<String> names(Operand<Symbol> name, Scope scope) {
        if (name.value() instanceof Known known) {
            return List.of(String.valueOf(known.value()));
        }
        boolean isVariable = name.written() instanceof Variable;
        return IncludedName.of(name.written(), scope.file(), scope.action()).stream()
                .filter(included -> isVariable || !included.pieces().isEmpty())
                .flatMap(included -> chart.twins().names(included).stream())
                .distinct()
                .toList();
    }

    /** What a helper prints: made of whatever its actions print. */
    @Override
    protected Symbol included(Operand<Symbol> name, Symbol argument, Scope caller) {
        if (!(name.value() instanceof Known)) {
            return new Derived(List.of(name.value(), argument));
        }
        List<Helper> helpers = helpers(name, caller, argument);
        if (helpers.isEmpty()) {
            return Symbol.NONE;
        }
        Helper helper = helpers.get(0);
        TemplateFile file = helper.body().file();
        var printed = new LinkedHashSet<Symbol>();
        for (int i = helper.define().open() + 1; i < helper.define().close(); i++) {
            Expression expression =
                    file.keyword(i) == Keyword.OUTPUT ? file.statement(i).expression() : null;
            Scope scope = helper.body().at(i);
            if (expression != null && mayRun(scope)) {
                printed.add(evaluate(expression, scope));
            }
        }
        // a helper whose conditions choose how to print one value prints that value
        printed.remove(Symbol.NONE);
        return printed.size() == 1 ? printed.iterator().next() : new Derived(List.copyOf(printed));
    }

    /** Whether the conditions around an action of a helper let it run, as far as values decide them. */
    private boolean mayRun(Scope scope) {
        TemplateFile file = scope.file();
        for (TemplateFile.Branch branch : file.branchesAround(scope.action())) {
            Keyword keyword = file.keyword(branch.opener());
            Expression condition = file.statement(branch.action()).expression();
            Boolean truth = condition == null || (keyword != Keyword.IF && keyword != Keyword.WITH)
                    ? null
                    : truth(evaluate(condition, scope.body().at(branch.opener())));
            if (truth != null && truth != branch.holds()) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected Symbol dot(Scope scope) {
        TemplateFile file = scope.file();
        int opener = file.parent(scope.action());
        if (opener < 0 || file.keyword(opener) == Keyword.DEFINE || file.keyword(opener) == Keyword.BLOCK) {
            return scope.body().data();
        }
        Scope block = scope.body().at(opener);
        int branch = file.branch(scope.action());
        Expression expression = file.statement(branch >= 0 ? branch : opener).expression();
        return file.keyword(opener) == Keyword.IF || expression == null
                ? dot(block)
                : within(file.keyword(opener), evaluate(expression, block), block);
    }

    @Override
    protected Symbol item(Symbol over, Scope loop) {
        return item(over, loop.round());
    }

    @Override
    protected Symbol key(Symbol over, Scope loop) {
        return key(over, loop.round());
    }

    @Override
    protected Symbol variable(String name, Scope scope) {
        if (name.equals("$")) {
            return scope.body().data();
        }
        TemplateFile file = scope.file();
        // assigned in a block that is over: it may have run or not
        var maybe = new ArrayList<Symbol>();
        for (int i : file.assignments(name, scope.action())) {
            Statement statement = file.statement(i);
            Expression expression = statement.expression();
            boolean isVisible = isVisible(file, statement, i, scope.action());
            if (expression != null && (isVisible || !statement.declares())) {
                Scope assignment = scope.body().at(i);
                maybe.add(assigned(statement, name, evaluate(expression, assignment), assignment));
            }
            if (expression != null && isVisible) {
                return maybe.size() == 1 ? maybe.get(0) : new Derived(maybe);
            }
        }
        return new Derived(maybe);
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

    /** The values that a symbol is made of, the most telling first; of something in a value, that value. */
    static List<Value> values(Symbol symbol) {
        var found = new LinkedHashSet<Value>();
        collect(symbol, found, false);
        return List.copyOf(found);
    }

    /** The values that are asked for to make a symbol; of something in a value, the fields of it as they are written. */
    static Set<Value> asked(Symbol symbol) {
        var found = new LinkedHashSet<Value>();
        collect(symbol, found, true);
        return found;
    }

    private static void collect(Symbol symbol, Set<Value> into, boolean asWritten) {
        Collection<Symbol> parts = List.of();
        if (symbol instanceof Value value) {
            into.add(value);
        } else if (symbol instanceof Within within) {
            List<Object> path = asWritten ? within.path() : List.of();
            var around = new LinkedHashSet<Value>();
            collect(within.of(), around, asWritten);
            around.forEach(value -> into.add(value.below(path)));
        } else if (symbol instanceof Derived derived) {
            parts = derived.from();
        } else if (symbol instanceof Merged merged) {
            parts = merged.layers();
        } else if (symbol instanceof Items items) {
            parts = items.items();
        } else if (symbol instanceof Entries entries) {
            parts = entries.entries().values();
        }
        parts.forEach(part -> collect(part, into, asWritten));
    }
}
