package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Functions;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Calls of functions: those that look at expressions or files here, the others in {@link Functions}. */
record Calls(Evaluator evaluator, Trace trace, Bounds bounds, Open open, FileFunctions files) {
    private static final String CORE = "core::";

    /** Functions whose result is a part of their first argument. */
    private static final Set<String> TAKING = Set.of("element", "lookup", "one");

    Value call(Expression.Call call, NameScope scope) {
        if (!scope.hasFunctions()) {
            throw new EvaluationException(call.at(), "functions are not allowed here, and " + call.name() + " is one");
        }
        String name = call.name().startsWith(CORE) ? call.name().substring(CORE.length()) : call.name();
        return switch (name) {
            case "try" -> firstOf(call, scope);
            case "can" -> can(call, scope);
            default ->
                trace.pass(trace.traced(() -> {
                    Value value = bounds.made(result(name, call, scope), call.at());
                    return name.equals("nonsensitive") ? value : trace.made(value);
                }));
        };
    }

    private Value result(String name, Expression.Call call, NameScope scope) {
        List<Value> arguments = arguments(call, scope);
        int last = arguments.size() - 1;
        if (call.isExpanded() && last >= 0 && arguments.get(last) instanceof Value.Unknown unknown) {
            return Unknowns.made(call.name() + "(" + unknown.expression() + "...)", call.at(), unknown);
        }
        return switch (name) {
            case "sensitive" -> {
                Value value = only(call, arguments);
                trace.sensitive(value);
                yield value;
            }
            case "nonsensitive" -> only(call, arguments);
            case "templatefile" -> files.templateFile(call, arguments, evaluator);
            case "templatestring" -> files.templateString(call, arguments, evaluator);
            case "jsondecode", "yamldecode" -> files.decoded(name, arguments, call.at());
            default -> files.knows(name) ? files.call(name, arguments, call.at()) : pure(name, arguments, call.at());
        };
    }

    /** What is not known is so at the call, unless the call takes it out of an argument. */
    private static Value pure(String name, List<Value> arguments, Position at) {
        Value value = Functions.call(name, arguments, at);
        boolean isTaken = TAKING.contains(name) && Unknowns.among(arguments) == null;
        return value instanceof Value.Unknown && !isTaken ? value.movedTo(at) : value;
    }

    private static Value only(Expression.Call call, List<Value> arguments) {
        if (arguments.size() != 1) {
            throw new EvaluationException(call.at(), call.name() + " has one argument");
        }
        return arguments.get(0);
    }

    private List<Value> arguments(Expression.Call call, NameScope scope) {
        var arguments = new ArrayList<Value>();
        int last = call.arguments().size() - 1;
        for (int i = 0; i <= last; i++) {
            Value argument = open.closed(evaluator.evaluate(call.arguments().get(i), scope));
            bounds.look(argument, call.at());
            if (i < last || !call.isExpanded()) {
                arguments.add(argument);
            } else if (argument instanceof Value.Sequence sequence) {
                arguments.addAll(sequence.items());
            } else if (argument instanceof Value.Unknown) {
                // how many arguments there are is not known either
                arguments.add(argument);
            } else {
                throw new EvaluationException(argument.at(), "what stands before ... must be a list");
            }
        }
        return arguments;
    }

    private Value firstOf(Expression.Call call, NameScope scope) {
        EvaluationException last = null;
        for (Expression argument : call.arguments()) {
            try {
                Value value = trace.pass(trace.traced(() -> evaluator.evaluate(argument, scope)));
                // what is partly unknown may fail or not, once it is known
                Value.Unknown unknown = value instanceof Value.Unknown ? null : Unknowns.in(value);
                return unknown == null ? value : Unknowns.made("try(…)", call.at(), unknown);
            } catch (RefusalException refused) {
                throw refused;
            } catch (EvaluationException wrong) {
                last = wrong;
            }
        }
        throw new EvaluationException(
                call.at(),
                last == null ? "try needs an argument" : "no argument of try has a value: " + last.getMessage());
    }

    private Value can(Expression.Call call, NameScope scope) {
        if (call.arguments().size() != 1) {
            throw new EvaluationException(call.at(), "can has one argument");
        }
        try {
            Value value = trace.pass(
                    trace.traced(() -> evaluator.evaluate(call.arguments().get(0), scope)));
            Value.Unknown unknown = Unknowns.in(value);
            return unknown == null
                    ? new Value.Bool(true, call.at())
                    : Unknowns.made("can(" + unknown.expression() + ")", call.at(), unknown);
        } catch (RefusalException refused) {
            throw refused;
        } catch (EvaluationException wrong) {
            return new Value.Bool(false, call.at());
        }
    }
}
