package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.Templates.Found;
import io.github.akspolicy.helm.branch.Templates.Source;
import io.github.akspolicy.helm.branch.Trace.Builtin;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.IncludedName;
import io.github.akspolicy.helm.template.Statement;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Define;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.template.YamlPosition;
import io.github.akspolicy.source.DeploymentInput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows a file, or the body of a named template, from its first action to its last. */
final class TemplateWalk {
    /** A block that is open: its dot, and what decided that it is entered. */
    private record Frame(Trace dot, Set<DeploymentInput> control) {}

    private static final Pattern SECRET = Pattern.compile("(?m)^kind:\\s*[\"']?Secret[\"']?\\s*$");
    private static final Pattern KIND = Pattern.compile("(?m)^[^\\S\\r\\n]*+kind:");

    private static final Set<DeploymentInput> OF_SECRETS = EnumSet.of(
            DeploymentInput.LOOKUP,
            DeploymentInput.RANDOM,
            DeploymentInput.RELEASE_STATE,
            DeploymentInput.REVISION,
            DeploymentInput.TIME);

    /** Values that go round in a loop have passed through all variables before. */
    private static final int MOST_ROUNDS = 8;

    private final Source source;
    private final TemplateFile file;
    private final Templates templates;
    private final Trace context;
    private final @Nullable Boolean isSecret;
    private final boolean hasSecret;
    private final Set<DeploymentInput> output = EnumSet.noneOf(DeploymentInput.class);
    private final Map<String, Trace> variables = new HashMap<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final ExpressionTrace expressions;
    private Effects effects;
    private boolean isQuiet;
    private boolean writesComposed;
    private boolean writesLoose;
    private int action;

    private TemplateWalk(Source source, Templates templates, Trace context, @Nullable Boolean isSecret) {
        this.source = source;
        this.file = source.file();
        this.templates = templates;
        this.expressions = new ExpressionTrace(templates);
        this.effects = new Effects(this, templates);
        this.context = context;
        this.isSecret = isSecret;
        this.hasSecret = isSecret == null && file.matches(SECRET);
    }

    /** Follows a file that is rendered, or a text that becomes a template; gives what its output depends on. */
    static Set<DeploymentInput> file(Source source, Templates templates, Trace context) {
        var walk = new TemplateWalk(source, templates, context, null);
        walk.walk(0, source.file().size());
        templates.written(source, walk.output);
        return walk.output;
    }

    /** Follows a named template; gives what it writes. */
    static Trace body(Source source, Define define, Templates templates, Trace argument, boolean inSecret) {
        var walk = new TemplateWalk(source, templates, argument, inSecret);
        walk.writesComposed = source.file().textAfter(define.open()).contains("{");
        walk.walk(define.open() + 1, define.close());
        Trace output = walk.writesLoose ? Trace.of(walk.output).or(Trace.of(Builtin.LOOSE)) : Trace.of(walk.output);
        return walk.writesComposed ? output.or(Trace.of(Builtin.COMPOSED)) : output;
    }

    private void walk(int from, int to) {
        boolean hasLoop = false;
        Map<String, Trace> known = Map.of();
        for (int i = from; i < to; i++) {
            hasLoop |= file.keyword(i) == Keyword.RANGE;
        }
        if (hasLoop) {
            // it may read what a later line of it has set
            isQuiet = true;
            for (int round = 0; round == 0 || !known.equals(variables); round++) {
                if (round == MOST_ROUNDS) {
                    lost();
                    break;
                }
                known = Map.copyOf(variables);
                pass(from, to);
            }
            isQuiet = false;
        }
        pass(from, to);
    }

    private void pass(int from, int to) {
        frames.clear();
        frames.push(new Frame(context, Set.of()));
        for (action = from; action < to; action++) {
            if (file.keyword(action) == Keyword.DEFINE) {
                action = file.close(action);
            } else {
                step(file.statement(action));
            }
        }
    }

    private void step(Statement statement) {
        templates.step();
        effects = new Effects(this, templates);
        Expression expression = statement.expression();
        Trace value = expression == null ? Trace.NONE : expressions.evaluate(expression, this);
        switch (statement.keyword()) {
            case IF -> {
                assign(statement, value);
                open(dot(), value);
            }
            case WITH, RANGE -> {
                assign(statement, value);
                boolean isLoop = statement.keyword() == Keyword.RANGE;
                open(expressions.within(statement.keyword(), value, this), isLoop ? templates.any(value) : value);
            }
            case BLOCK -> {
                lost();
                frames.push(new Frame(dot(), control()));
            }
            case ELSE -> {
                assign(statement, value);
                Set<DeploymentInput> before = frames.pop().control();
                boolean isWith = expression != null && file.keyword(file.parent(action)) == Keyword.WITH;
                frames.push(new Frame(isWith ? value : dot(), union(before, value.inputs())));
                note(value.inputs(), file.parent(action));
            }
            case END -> frames.pop();
            case ASSIGN -> {
                assign(statement, value);
                note(Set.of(), action);
            }
            case OUTPUT -> {
                effects.whole(value);
                Set<DeploymentInput> asked = Questions.written(expression, value, isSecret == null);
                if (!isCall(expression, "fail")) {
                    note(asked, action);
                }
                if (asked.isEmpty() && !Questions.isNamed(expression)) {
                    // what is written may be part of a sign, or decide by itself
                    writes(value.inputs());
                }
                if (expression != null && asked.isEmpty()) {
                    place(expression, value);
                }
                writesComposed |= value.isComposed();
                write(union(value.inputs(), control()));
            }
            case DEFINE, JUMP, NONE -> {}
        }
        String text = file.textAfter(action);
        // beside other text it may begin an action
        writesComposed |= text.contains("{");
        if (!text.isBlank()) {
            write(control());
        }
    }

    /** What is random or of the time is named where it is more than text within a value. */
    private void place(Expression expression, Trace value) {
        if (!value.holdsLoose() || templates.isQuiet()) {
            return;
        }
        YamlPosition position = YamlPosition.of(file, action);
        boolean isOpen = position == YamlPosition.OPEN;
        writesLoose |= isOpen;
        boolean decides = switch (position) {
            case TEXT -> false;
            case VALUE -> Substitutions.isNumber(expression);
            case KEY, SIGN -> true;
            case OPEN -> isSecret == null && value.isComposed();
        };
        if (decides) {
            boolean isValue = position == YamlPosition.VALUE || position == YamlPosition.KEY;
            hides(value.inputs(), isValue && isInSecret());
        }
    }

    private void open(Trace dot, Trace condition) {
        note(condition.inputs(), action);
        frames.push(new Frame(dot, union(control(), condition.inputs())));
    }

    private void write(Set<DeploymentInput> inputs) {
        output.addAll(inputs);
    }

    private void assign(Statement statement, Trace value) {
        for (String variable : statement.variables()) {
            Trace set = expressions.assigned(statement, variable, value, this);
            // what a block declares ends with it: only what it assigns to a variable from outside tells that it was
            // entered
            variables.merge(variable, statement.declares() ? set : set.with(control()), Trace::or);
        }
    }

    /** @param opener the block that is decided about; the action itself where it is none */
    private void note(Set<DeploymentInput> condition, int opener) {
        Set<DeploymentInput> inputs = union(condition, effects.choices());
        templates.detour(effects.hiddenChoices());
        boolean isBlock = file.close(opener) > opener;
        if (!isQuiet && !templates.isQuiet() && !inputs.isEmpty() && (!isBlock || guardsOutput(opener))) {
            boolean isData = OF_SECRETS.containsAll(inputs) && isInSecret() && !(isBlock && writesKind(opener));
            templates.add(new Found(source, action, inputs, isData));
        }
    }

    private boolean isInSecret() {
        if (isSecret != null) {
            return isSecret;
        }
        return hasSecret && SECRET.matcher(file.documentAround(action)).find();
    }

    private boolean writesKind(int opener) {
        for (int i = opener; i < file.close(opener); i++) {
            if (KIND.matcher(file.textAfter(i)).find()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a block writes or computes anything: one that only fails leaves nothing out. */
    private boolean guardsOutput(int opener) {
        for (int i = opener; i < file.close(opener); i++) {
            boolean writes = i > opener
                    && switch (file.keyword(i)) {
                        case OUTPUT -> !isCall(file.statement(i).expression(), "fail");
                        case ASSIGN, JUMP -> true;
                        default -> false;
                    };
            if (writes || !file.textAfter(i).isBlank()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCall(@Nullable Expression expression, String function) {
        return expression instanceof Call call && call.function().equals(function);
    }

    /** What the expression at hand does beside giving a value. */
    Effects effects() {
        return effects;
    }

    /** What decided that the action is reached. */
    Set<DeploymentInput> control() {
        Frame frame = frames.peek();
        return frame == null ? Set.of() : frame.control();
    }

    private static Set<DeploymentInput> union(Set<DeploymentInput> one, Set<DeploymentInput> other) {
        var all = EnumSet.noneOf(DeploymentInput.class);
        all.addAll(one);
        all.addAll(other);
        return all;
    }

    Trace dot() {
        Frame frame = frames.peek();
        return frame == null ? context : frame.dot();
    }

    /** @param name with its dollar sign */
    Trace variable(String name) {
        return name.equals("$") ? context : variables.getOrDefault(name, Trace.NONE);
    }

    /** What a named template writes. */
    Trace rendered(Expression name, Trace argument) {
        IncludedName included = IncludedName.of(name);
        boolean isComposed = included.text() == null;
        Trace named = Trace.NONE;
        for (String candidate : templates.names(included)) {
            named = named.or(templates.include(candidate, argument, isInSecret()));
        }
        if (isComposed) {
            templates.detour(named.inputs());
        }
        if (!included.isFile() && !templates.mayBeFile(included)) {
            return named;
        }
        templates.includesFile(included);
        if (!argument.isRootOrPlain()) {
            // a whole file is followed once, with what Helm calls it with
            lost();
        }
        Trace files = Trace.of(templates.ofFiles()).or(Trace.of(Builtin.COMPOSED));
        if (!included.isFile()) {
            templates.detour(files.inputs());
        }
        return named.or(files);
    }

    /**
     * What the text of {@code tpl} writes.
     *
     * @param isComposed whether it is put together of more than constants and values as they are
     */
    Trace template(Expression text, boolean isComposed, Trace callContext) {
        templates.tplIsCalled(callContext);
        String composed = ComposedText.of(text, templates.reader());
        if (composed == null) {
            // named as composed, so that nothing strays from here
            templates.unread(place());
            return Trace.of(DeploymentInput.COMPOSED);
        }
        Set<DeploymentInput> inputs = templates.ofTexts();
        TemplateFile inner = templates.reader().read(composed).orElse(null);
        if (isComposed || inner == null) {
            lost();
        }
        if (composed.contains("APIVersions")) {
            templates.reached(Set.of(DeploymentInput.API_VERSIONS));
        }
        if (inner != null && inner.size() > 0) {
            int line = source.firstLine() + file.lineOf(action) - 1;
            var innerSource = new Source(source.shownPath(), line, inner, false, false);
            templates.addOnce(composed, innerSource);
            var written = new TemplateWalk(innerSource, templates, callContext, isSecret);
            written.walk(0, inner.size());
            inputs = union(inputs, written.output);
        }
        return Trace.of(inputs).or(Trace.of(Builtin.COMPOSED));
    }

    /** An expression may get to anything. */
    void lost() {
        templates.lost(place());
    }

    private String place() {
        return source.shownPath() + ":" + (source.firstLine() + file.lineOf(action) - 1);
    }

    /** A template puts something under a key, as by {@code set}. */
    void put(String key, Trace value) {
        templates.put(key, value.withoutObjects().with(control()));
        hides(value.whole());
        hides(control());
    }

    /** Whether the mapping of a variable is not shared. */
    boolean isOwn(String variable) {
        return templates.ownVariables(file).contains(variable);
    }

    /** A mapping that a variable has is changed. */
    void change(String variable, Trace added) {
        variables.merge(variable, added.with(control()), Trace::or);
    }

    /** Something goes where it is not followed. */
    void strays(Set<DeploymentInput> inputs) {
        templates.strays(inputs, place());
        hides(inputs);
    }

    /** The time or a random value may decide something that no condition shows: that is named here. */
    void hides(Set<DeploymentInput> inputs) {
        hides(inputs, false);
    }

    private void hides(Set<DeploymentInput> inputs, boolean isData) {
        Set<DeploymentInput> moment = EnumSet.copyOf(DeploymentReach.MOMENT);
        moment.retainAll(inputs);
        if (!isQuiet && !moment.isEmpty()) {
            templates.add(new Found(source, action, moment, isData));
            templates.hidesMoment();
        }
    }

    /** Something becomes part of a text, and may decide how that reads. */
    void writes(Set<DeploymentInput> inputs) {
        templates.writes(inputs, place());
    }
}
