package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Caller;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoComplex;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private final String name;
    private final @Nullable Site caller;
    private final int depth;
    private final Scope scope;
    private final Text.Builder out;

    /** What is executed now: messages quote it. */
    private Node node;

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
        this.name = name;
        this.caller = caller;
        this.depth = depth;
        this.scope = new Scope(dot);
        this.out = out;
        this.node = tree;
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
        try {
            new Execution(templates, environment, name, tree, dot, null, 0, out).walk(dot, tree);
        } catch (StackOverflowError deep) {
            // Helm would crash: a map that holds itself was copied, merged, compared or printed
            throw new LimitException("gave up at a value that is nested too deep, or holds itself");
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
    public Site site() {
        return new Site(node, caller);
    }

    private Flow walk(Value dot, Node at) throws ExecutionException {
        node = at;
        environment.budget().step();
        if (at instanceof Node.Text text) {
            write(Text.of(text.text()));
        } else if (at instanceof Node.Action action) {
            Value value = pipeline(dot, action.pipeline());
            if (action.pipeline().variables().isEmpty()) {
                node = action;
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

    private void write(Text text) {
        environment.budget().write(text.length());
        out.append(text, site());
    }

    private Flow ifOrWith(Value dot, Node.Branch branch) throws ExecutionException {
        int mark = scope.mark();
        Value value = pipeline(dot, branch.pipeline());
        environment.observer().branched(branch, value, caller);
        Flow flow = Flow.ON;
        if (value.isTrue()) {
            flow = walk(branch.kind() == Node.Branch.Kind.WITH ? value : dot, branch.then());
        } else if (branch.otherwise() != null) {
            flow = walk(dot, branch.otherwise());
        }
        scope.pop(mark);
        return flow;
    }

    private Flow range(Value dot, Node.Branch branch) throws ExecutionException {
        int outer = scope.mark();
        Value value = pipeline(dot, branch.pipeline());
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
                throw error("can't use " + integer + " to iterate over more than one variable");
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
            throw error("range can't iterate over " + Printer.bytes(value));
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
                assign(variables.get(0), two ? index : element);
                if (two) {
                    assign(variables.get(1), element);
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
            throw error("template " + Quote.quote(call.name()) + " not defined");
        }
        Value data = call.data() == null ? Value.NONE : pipeline(dot, call.data());
        environment.budget().enter(depth + 1);
        node = call;
        new Execution(templates, environment, call.name(), tree, data, site(), depth + 1, out).walk(data, tree);
    }

    private Value pipeline(Value dot, Node.Pipeline pipeline) throws ExecutionException {
        node = pipeline;
        Value value = null;
        for (Node.Command command : pipeline.commands()) {
            value = command(dot, command, value).unboxed();
        }
        Value result = value == null ? Value.NONE : value;
        for (Node.Variable variable : pipeline.variables()) {
            if (pipeline.assigns()) {
                assign(variable, result);
            } else {
                scope.push(variable.names().get(0), result);
            }
        }
        return result;
    }

    private void assign(Node.Variable variable, Value value) throws ExecutionException {
        String changed = variable.names().get(0);
        if (!scope.set(changed, value)) {
            throw error("undefined variable: " + changed);
        }
    }

    /**
     * What a command gives.
     *
     * @param piped what the command before it gave; null without one
     */
    private Value command(Value dot, Node.Command command, @Nullable Value piped) throws ExecutionException {
        List<Node> arguments = command.arguments();
        Node first = arguments.get(0);
        if (first instanceof Node.Identifier identifier) {
            return function(dot, identifier, command, arguments, piped);
        }
        if (first instanceof Node.Field || first instanceof Node.Chain || first instanceof Node.Variable) {
            return fields(dot, first, arguments, piped);
        }
        if (first instanceof Node.Pipeline inner) {
            requireNoArguments(arguments, piped);
            return pipeline(dot, inner);
        }
        node = first;
        requireNoArguments(arguments, piped);
        if (first instanceof Node.Dot) {
            return dot;
        }
        if (first instanceof Node.Nil) {
            throw error("nil is not a command");
        }
        return constant(first);
    }

    private Value constant(Node at) throws ExecutionException {
        node = at;
        if (at instanceof Node.Bool bool) {
            return Value.of(bool.value());
        }
        if (at instanceof Node.Literal literal) {
            return Value.of(Text.of(literal.text(), new Mark(Sources.NONE, site())));
        }
        var number = ((Node.Number) at).constant();
        if (number.imaginary() != null) {
            return Value.of(
                    new GoComplex(number.floating() == null ? 0 : number.floating(), number.imaginary()), Sources.NONE);
        }
        if (number.isFloating()) {
            return Value.of(number.floating(), Sources.NONE);
        }
        if (number.integer() != null) {
            return Value.of(GoInteger.of(number.integer()), Sources.NONE);
        }
        throw error(number.text() + " overflows int");
    }

    private void requireNoArguments(List<Node> arguments, @Nullable Value piped) throws ExecutionException {
        if (arguments.size() > 1 || piped != null) {
            throw error("can't give argument to non-function " + arguments.get(0));
        }
    }

    /** A chain of fields of the dot, of a variable or of a pipeline; only the last one may take arguments. */
    private Value fields(Value dot, Node at, List<Node> arguments, @Nullable Value piped) throws ExecutionException {
        node = at;
        Value receiver;
        List<String> names;
        if (at instanceof Node.Field field) {
            receiver = dot;
            names = field.names();
        } else if (at instanceof Node.Variable variable) {
            receiver = scope.get(variable.names().get(0))
                    .orElseThrow(() ->
                            error("undefined variable: " + variable.names().get(0)));
            names = variable.names().subList(1, variable.names().size());
            if (names.isEmpty()) {
                requireNoArguments(arguments, piped);
                return receiver;
            }
        } else {
            Node.Chain chain = (Node.Chain) at;
            receiver = argument(dot, null, chain.of());
            names = chain.names();
        }
        for (int i = 0; i < names.size(); i++) {
            boolean last = i == names.size() - 1;
            receiver = field(dot, names.get(i), at, last ? arguments : List.of(), last ? piped : null, receiver);
        }
        return receiver;
    }

    private Value field(Value dot, String field, Node at, List<Node> arguments, @Nullable Value piped, Value receiver)
            throws ExecutionException {
        if (receiver.isNone()) {
            return Value.NONE.and(receiver.sources());
        }
        Object data = receiver.data();
        if (data == null) {
            throw error("nil pointer evaluating " + receiver.staticType() + "." + field);
        }
        boolean hasArguments = arguments.size() > 1 || piped != null;
        GoStruct.Member member = receiver.member(field).orElse(null);
        if (member instanceof GoStruct.Member.Method method) {
            return invoke(dot, method.function(), at, field, arguments, piped).and(receiver.sources());
        }
        if (member instanceof GoStruct.Member.Field value) {
            if (hasArguments) {
                throw error(field + " has arguments but cannot be invoked as function");
            }
            return value.value().and(receiver.sources());
        }
        if (data instanceof GoMap map) {
            if (hasArguments) {
                throw error(field + " is not a method but has arguments");
            }
            return entry(map, field).and(receiver.sources());
        }
        throw error("can't evaluate field " + field + " in type " + receiver.staticType());
    }

    private static Value entry(GoMap map, String key) {
        Value found = map.get(key);
        if (map.type().boxesElements()) {
            return found == null ? map.missing(key) : found.boxed();
        }
        return found == null ? map.zero() : found;
    }

    private Value function(Value dot, Node.Identifier identifier, Node at, List<Node> arguments, @Nullable Value piped)
            throws ExecutionException {
        node = identifier;
        Optional<Function> function = templates.function(identifier.name());
        if (function.isEmpty()) {
            throw error(Quote.quote(identifier.name()) + " is not a defined function");
        }
        return invoke(dot, function.get(), at, identifier.name(), arguments, piped);
    }

    private Value invoke(
            Value dot, Function function, Node at, String called, List<Node> arguments, @Nullable Value piped)
            throws ExecutionException {
        List<Node> given = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        int count = given.size() + (piped == null ? 0 : 1);
        int wanted = function.fixed().size();
        if (function.rest() == null ? count != wanted : count < wanted) {
            // Go counts what is piped in only where the number is fixed
            throw error("wrong number of args for " + called + ": want "
                    + (function.rest() == null
                            ? wanted + " got " + count
                            : "at least " + wanted + " got " + given.size()));
        }
        if (function.shortCircuits()) {
            return shortCircuit(dot, function, given, piped);
        }
        Value[] values = new Value[count];
        String described = given.isEmpty() ? "" : given.get(0).toString();
        for (int i = 0; i < given.size(); i++) {
            values[i] = received(argument(dot, function.typeOf(i), given.get(i)), function.typeOf(i));
        }
        if (piped != null) {
            GoType type = function.typeOf(count - 1);
            values[count - 1] = received(validated(piped, type), type);
        }
        try {
            return function.body().call(new Arguments(List.of(values), described, this));
        } catch (FunctionException failed) {
            node = at;
            throw new ExecutionException(
                    name,
                    at,
                    "error calling " + called + ": " + failed.text(),
                    failed.getCause() instanceof ExecutionException inner ? inner : null);
        }
    }

    /** Functions of Go itself see the interface around a value, the others what is in it. */
    private static Value received(Value value, GoType type) {
        return type == GoType.VALUE ? value : value.unboxed();
    }

    /** {@code and} and {@code or} look at no argument behind the one that decides. */
    private Value shortCircuit(Value dot, Function function, List<Node> given, @Nullable Value piped)
            throws ExecutionException {
        Sources before = Sources.NONE;
        Value value = Value.NONE;
        for (Node each : given) {
            value = argument(dot, function.typeOf(0), each).unboxed();
            Value answer = value.and(before);
            if (value.isTrue() == function.name().equals("or")) {
                return answer;
            }
            before = before.and(value.sources());
        }
        if (piped != null) {
            value = piped.unboxed();
        }
        return value.and(before);
    }

    /**
     * An argument.
     *
     * @param type what is wanted; null for anything, as the receiver of fields
     */
    private Value argument(Value dot, @Nullable GoType type, Node at) throws ExecutionException {
        node = at;
        if (at instanceof Node.Dot) {
            return validated(dot, type);
        }
        if (at instanceof Node.Nil) {
            if (type == null || type.canBeNil()) {
                return zero(type);
            }
            throw error("cannot assign nil to " + type);
        }
        if (at instanceof Node.Field || at instanceof Node.Chain || at instanceof Node.Variable) {
            return validated(fields(dot, at, List.of(), null), type);
        }
        if (at instanceof Node.Pipeline inner) {
            return validated(pipeline(dot, inner), type);
        }
        if (at instanceof Node.Identifier identifier) {
            return validated(function(dot, identifier, identifier, List.of(), null), type);
        }
        return typedConstant(at, Objects.requireNonNull(type));
    }

    private Value typedConstant(Node at, GoType type) throws ExecutionException {
        if (type.kind() == GoType.Kind.INTERFACE || type == GoType.VALUE) {
            return constant(at);
        }
        var number = at instanceof Node.Number written ? written.constant() : null;
        switch (type.kind()) {
            case BOOL:
                if (at instanceof Node.Bool) {
                    return constant(at);
                }
                throw error("expected bool; found " + at);
            case STRING:
                if (at instanceof Node.Literal) {
                    return constant(at);
                }
                throw error("expected string; found " + at);
            case INT, INT32, INT64:
                if (number != null && number.integer() != null) {
                    return Value.of(new GoInteger(number.integer(), type), Sources.NONE);
                }
                throw error("expected integer; found " + at);
            case UINT8, UINT32, UINT64:
                if (number != null && number.unsigned() != null) {
                    return Value.of(new GoInteger(number.unsigned(), type), Sources.NONE);
                }
                throw error("expected unsigned integer; found " + at);
            case FLOAT64:
                if (number != null && number.floating() != null) {
                    return Value.of(number.floating(), Sources.NONE);
                }
                throw error("expected float; found " + at);
            default:
                throw error("can't handle " + at + " for arg of type " + type);
        }
    }

    private Value validated(Value value, @Nullable GoType type) throws ExecutionException {
        if (type == null) {
            return value;
        }
        if (value.isNone()) {
            if (type.canBeNil()) {
                return zero(type).and(value.sources());
            }
            throw error("invalid value; expected " + type);
        }
        if (type.kind() == GoType.Kind.INTERFACE || type == GoType.VALUE) {
            return value;
        }
        var actual = value.type();
        if (actual == null || !actual.isAssignableTo(type)) {
            throw error("wrong type for value; expected " + type + "; got "
                    + (actual == null ? value.staticType() : actual.name()));
        }
        return value;
    }

    private static Value zero(@Nullable GoType type) {
        if (type != null && type.kind() == GoType.Kind.MAP) {
            return Value.of(GoMap.nil(type), Sources.NONE);
        }
        if (type != null && type.kind() == GoType.Kind.SLICE) {
            return Value.of(GoSlice.nil(type), Sources.NONE);
        }
        return type == GoType.VALUE ? Value.NONE : Value.NIL;
    }

    private ExecutionException error(String message) {
        return new ExecutionException(name, node, message, null);
    }
}
