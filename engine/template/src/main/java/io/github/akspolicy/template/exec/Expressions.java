package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoComplex;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluates the expressions of one template: its pipelines, fields, functions and constants. */
final class Expressions {
    private final Execution execution;
    private final String name;
    private final @Nullable Site caller;
    private final Scope scope;

    /** What is evaluated now: messages quote it. */
    private Node node;

    /**
     * Expressions of a template.
     *
     * @param execution what calls functions
     * @param name the template, for messages
     * @param caller the action that it was called from; null in a file of its own
     * @param node what is evaluated first
     */
    Expressions(Execution execution, String name, @Nullable Site caller, Scope scope, Node node) {
        this.execution = execution;
        this.name = name;
        this.caller = caller;
        this.scope = scope;
        this.node = node;
    }

    /** What is evaluated now. */
    Node node() {
        return node;
    }

    /** Goes on with a node. */
    void at(Node other) {
        node = other;
    }

    /** What a pipeline gives. */
    Value pipeline(Value dot, Node.Pipeline pipeline) throws ExecutionException {
        node = pipeline;
        List<Node.Command> commands = pipeline.commands();
        int from = execution.environment().observer().needsChecksums() ? 0 : Checksums.behindLast(commands);
        Value value = from == 0 ? null : Checksums.STAND_IN;
        for (Node.Command command : commands.subList(from, commands.size())) {
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

    /** Sets a variable that is declared. */
    void assign(Node.Variable variable, Value value) throws ExecutionException {
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
            return Value.of(literal.text());
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
            throw error("nil pointer evaluating " + receiver.staticType() + "." + field, receiver);
        }
        boolean hasArguments = arguments.size() > 1 || piped != null;
        GoStruct.Member member = receiver.member(field).orElse(null);
        if (member instanceof GoStruct.Member.Method method) {
            Value result = invoke(dot, method.function(), at, field, arguments, piped);
            // a list says itself what was asked of it
            return data instanceof GoStruct ? result.and(receiver.sources()) : result;
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
            execution.read(map, field);
            return entry(map, field).and(receiver.sources());
        }
        throw error("can't evaluate field " + field + " in type " + receiver.staticType(), receiver);
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
        Optional<Function> function = execution.templates().function(identifier.name());
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
        for (int i = 0; i < given.size(); i++) {
            values[i] = received(argument(dot, function.typeOf(i), given.get(i)), function.typeOf(i));
        }
        if (piped != null) {
            GoType type = function.typeOf(count - 1);
            values[count - 1] = received(validated(piped, type), type);
        }
        int deciding = function.deciding(count);
        if (deciding >= 0 && count > 0) {
            execution.environment().observer().chose(at, values[deciding], caller);
        }
        Node before = node;
        node = at;
        try {
            List<Value> all = List.of(values);
            execution.reserve(all.stream().mapToLong(Value::bytes).sum());
            Value result = function.body()
                    .call(new Arguments(
                            all, () -> given.isEmpty() ? "" : given.get(0).toString(), execution));
            // Go goes on naming the last argument
            node = before;
            return result;
        } catch (FunctionException failed) {
            node = at;
            throw new ExecutionException(
                    name,
                    execution.site(),
                    "error calling " + called + ": " + failed.text(),
                    List.of(values),
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
            before = before.and(value.asked());
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
            throw error("invalid value; expected " + type, value);
        }
        if (type.kind() == GoType.Kind.INTERFACE || type == GoType.VALUE) {
            return value;
        }
        var actual = value.type();
        if (actual == null || !actual.isAssignableTo(type)) {
            throw error(
                    "wrong type for value; expected " + type + "; got "
                            + (actual == null ? value.staticType() : actual.name()),
                    value);
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

    /** An error at what is evaluated, about values. */
    ExecutionException error(String message, Value... about) {
        return new ExecutionException(name, execution.site(), message, List.of(about), null);
    }
}
