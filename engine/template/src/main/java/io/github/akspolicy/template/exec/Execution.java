package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Caller;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The execution of one template: it walks the tree with its variables, and writes. */
public final class Execution implements Caller {
    /** How the walk of a list ended. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final TemplateSet templates;
    private final Environment environment;
    private final @Nullable Site caller;
    private final int depth;
    private final Scope scope;
    private final Text.Builder out;
    private final Expressions expressions;

    private Execution(
            TemplateSet templates,
            Environment environment,
            String name,
            Node.Sequence tree,
            Value dot,
            @Nullable Site caller,
            int depth,
            Text.Builder out) {
        this.templates = templates;
        this.environment = environment;
        this.caller = caller;
        this.depth = depth;
        this.scope = new Scope(dot);
        this.out = out;
        this.expressions = new Expressions(this, name, caller, scope, tree);
    }

    /**
     * Executes a template and gives what it writes.
     *
     * @param templates all that may be called by name
     * @param environment what functions ask for
     * @param name the template
     * @param dot the data
     * @throws ExecutionException where Go ends with an error
     * @throws LimitException where it took too much
     */
    public static Text run(TemplateSet templates, Environment environment, String name, Value dot)
            throws ExecutionException {
        Node.Sequence tree = templates.find(name).orElseThrow();
        var out = new Text.Builder();
        var execution = new Execution(templates, environment, name, tree, dot, null, 0, out);
        try {
            execution.walk(dot, tree);
        } catch (LimitException tooMuch) {
            throw new LimitException(String.valueOf(tooMuch.getMessage()), execution.site());
        } catch (StackOverflowError deep) {
            // Helm would crash: a map that holds itself was copied, merged, compared or printed
            throw new LimitException("gave up at a value that is nested too deep, or holds itself", execution.site());
        } catch (OutOfMemoryError large) {
            // one text is given up; what other threads hold is small
            throw new LimitException("gave up at a text that is too large", execution.site());
        }
        return out.build();
    }

    /**
     * Executes a template as a part of this execution: what {@code include} and {@code tpl} do.
     *
     * @param others all that may be called by name in it
     * @param template its name, for messages
     * @param tree the template
     */
    public Text run(TemplateSet others, String template, Node.Sequence tree, Value dot) throws ExecutionException {
        var inner = new Text.Builder();
        environment.budget().enter(depth + 1);
        new Execution(others, environment, template, tree, dot, site(), depth + 1, inner).walk(dot, tree);
        return inner.build();
    }

    /** Executes a template of this set by its name, and counts how often it stands inside of itself. */
    public Text include(String template, Value dot) throws ExecutionException {
        environment.included(template, 1);
        try {
            return run(templates, template, templates.find(template).orElseThrow(), dot);
        } finally {
            environment.included(template, -1);
        }
    }

    /** How often an inclusion of a template is going on. */
    public int timesIncluded(String template) {
        return environment.included(template, 0);
    }

    @Override
    public void reserve(long size) {
        environment.budget().write(size);
    }

    @Override
    public void read(GoMap map, String key) {
        if (map.path() != null) {
            environment.observer().read(map.path(), key, expressions.node(), caller);
        }
    }

    @Override
    public void change(GoMap map) {
        if (environment.isShared(map)) {
            environment.observer().changed();
        }
    }

    /** What can be called by name. */
    public TemplateSet templates() {
        return templates;
    }

    /** What functions ask for. */
    public Environment environment() {
        return environment;
    }

    @Override
    public Dialect dialect() {
        return environment.dialect();
    }

    @Override
    public Assumptions assumptions() {
        return environment.observer().assumptions();
    }

    @Override
    public Site site() {
        return new Site(expressions.node(), caller);
    }

    private Flow walk(Value dot, Node at) throws ExecutionException {
        expressions.at(at);
        environment.budget().step();
        if (at instanceof Node.Text text) {
            write(text);
        } else if (at instanceof Node.Action action) {
            Value value = expressions.pipeline(dot, action.pipeline());
            if (action.pipeline().variables().isEmpty()) {
                expressions.at(action);
                write(isFound(action.pipeline()) ? Printer.written(value) : Printer.text(value));
            }
        } else if (at instanceof Node.Branch branch) {
            return branch.kind() == Node.Branch.Kind.RANGE ? range(dot, branch) : ifOrWith(dot, branch);
        } else if (at instanceof Node.Sequence sequence) {
            return all(dot, sequence);
        } else if (at instanceof Node.Jump jump) {
            return jump.leaves() ? Flow.BREAK : Flow.CONTINUE;
        } else if (at instanceof Node.Call call) {
            call(dot, call);
        }
        return Flow.ON;
    }

    /** Whether a pipeline gives a value where it is, rather than what a function returned. */
    private static boolean isFound(Node.Pipeline pipeline) {
        List<Node.Command> commands = pipeline.commands();
        Node first = commands.get(commands.size() - 1).arguments().get(0);
        // and and or hand on the value that they were given
        return !(first instanceof Node.Identifier function)
                || function.name().equals("and")
                || function.name().equals("or");
    }

    private Flow all(Value dot, Node.Sequence sequence) throws ExecutionException {
        for (Node next : sequence.nodes()) {
            Flow flow = walk(dot, next);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    /** Text of the template: each line of it is a piece, so that its place is known whatever becomes of the others. */
    private void write(Node.Text text) {
        String bytes = text.text();
        environment.budget().write(bytes.length());
        int from = 0;
        while (from < bytes.length()) {
            int newline = bytes.indexOf('\n', from);
            int end = newline < 0 ? bytes.length() : newline + 1;
            out.append(bytes.substring(from, end), new Mark(Sources.NONE, new Site(text, from, caller)));
            from = end;
        }
    }

    private void write(Text text) {
        environment.budget().write(text.length());
        out.append(text, site());
    }

    private Flow ifOrWith(Value dot, Node.Branch branch) throws ExecutionException {
        int mark = scope.mark();
        Value value = expressions.pipeline(dot, branch.pipeline());
        boolean holds = environment.observer().branched(branch, value, caller);
        Flow flow = Flow.ON;
        if (holds) {
            flow = walk(branch.kind() == Node.Branch.Kind.WITH ? value : dot, branch.then());
        } else if (branch.otherwise() != null) {
            flow = walk(dot, branch.otherwise());
        }
        scope.pop(mark);
        return flow;
    }

    private Flow range(Value dot, Node.Branch branch) throws ExecutionException {
        int outer = scope.mark();
        Value value = expressions.pipeline(dot, branch.pipeline());
        environment.observer().branched(branch, value, caller);
        boolean ran = iterate(value, branch);
        Flow flow = Flow.ON;
        if (!ran && branch.otherwise() != null) {
            flow = walk(dot, branch.otherwise());
        }
        scope.pop(outer);
        return flow;
    }

    /** Runs the body of a loop for each element. Returns whether there was one. */
    private boolean iterate(Value value, Node.Branch branch) throws ExecutionException {
        Object data = value.data();
        Sources sources = value.sources();
        if (data instanceof GoSlice slice) {
            boolean boxes = slice.type().boxesElements();
            for (int i = 0; i < slice.size(); i++) {
                Value element = slice.elements().get(i).and(sources);
                Value index = Value.of(GoInteger.of(i), sources);
                if (iteration(branch, index, boxes ? element.boxed() : element) == Flow.BREAK) {
                    break;
                }
            }
            return slice.size() > 0;
        }
        if (data instanceof GoMap map) {
            boolean boxes = map.type().boxesElements();
            for (Map.Entry<String, Value> entry : map.sorted().entrySet()) {
                Value element = entry.getValue().and(sources);
                Value key = Value.of(Text.of(entry.getKey(), new Mark(keySources(entry.getValue(), sources), null)));
                if (iteration(branch, key, boxes ? element.boxed() : element) == Flow.BREAK) {
                    break;
                }
            }
            return map.size() > 0;
        }
        if (data instanceof GoInteger integer && environment.countsInRange()) {
            if (branch.pipeline().variables().size() > 1) {
                throw expressions.error("can't use " + integer + " to iterate over more than one variable", value);
            }
            for (long i = 0; i < integer.value(); i++) {
                Value index = Value.of(new GoInteger(i, integer.type()), sources);
                if (iteration(branch, index, index) == Flow.BREAK) {
                    break;
                }
            }
            return integer.value() > 0;
        }
        if (data != null) {
            throw expressions.error("range can't iterate over " + Printer.bytes(value), value);
        }
        return false;
    }

    /** A key comes from where its value does, if that is a scalar. */
    private static Sources keySources(Value value, Sources map) {
        return value.sources().and(map);
    }

    private Flow iteration(Node.Branch branch, Value index, Value element) throws ExecutionException {
        int mark = scope.mark();
        List<Node.Variable> variables = branch.pipeline().variables();
        if (!variables.isEmpty()) {
            boolean two = variables.size() > 1;
            if (branch.pipeline().assigns()) {
                expressions.assign(variables.get(0), two ? index : element);
                if (two) {
                    expressions.assign(variables.get(1), element);
                }
            } else {
                scope.setTop(1, element);
                if (two) {
                    scope.setTop(2, index);
                }
            }
        }
        Flow flow = walk(element, branch.then());
        scope.pop(mark);
        return flow;
    }

    private void call(Value dot, Node.Call call) throws ExecutionException {
        Node.Sequence tree = templates.find(call.name()).orElse(null);
        if (tree == null) {
            throw expressions.error("template " + Quote.quote(call.name()) + " not defined");
        }
        Value data = call.data() == null ? Value.NONE : expressions.pipeline(dot, call.data());
        environment.budget().enter(depth + 1);
        expressions.at(call);
        new Execution(templates, environment, call.name(), tree, data, site(), depth + 1, out).walk(data, tree);
    }
}
