package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Conditions and operations, of which a side may be wrong without harm (hcl's expression.go and expression_ops.go). */
record Choices(Evaluator evaluator, Trace trace, Bounds bounds, Open open) {
    Value conditional(Expression.Conditional conditional, NameScope scope) {
        Attempt then = attempt(conditional.then(), scope);
        Attempt otherwise = attempt(conditional.otherwise(), scope);
        Expression test = conditional.condition();
        Value condition = Operators.truth(evaluator.evaluate(test, scope), test.at());
        if (condition instanceof Value.Unknown unknown) {
            return undecided(conditional, then, otherwise, unknown);
        }
        boolean isTrue = ((Value.Bool) condition).value();
        Value value = (isTrue ? then : otherwise).passed(trace);
        Attempt other = isTrue ? otherwise : then;
        return other.traced == null ? value : alike(value, other.traced.value(), conditional.then());
    }

    /** A value as one of the type that both sides have together. */
    private Value alike(Value value, Value other, Expression first) {
        if (open.isOpen(value) || open.isOpen(other)) {
            // what type a whole resource has is for its provider to say
            return value;
        }
        bounds.look(value, first.at());
        bounds.look(other, first.at());
        return Conversion.chosen(value, other, first.at());
    }

    private static Value undecided(
            Expression.Conditional conditional, Attempt then, Attempt otherwise, Value.Unknown condition) {
        if (then.isNull() && otherwise.isNull()) {
            return new Value.Null(conditional.at());
        }
        String expression = Unknowns.shown(condition) + " ? " + then.shown() + " : " + otherwise.shown();
        Value.Unknown side = then.isNull() ? otherwise.unknown() : otherwise.isNull() ? then.unknown() : null;
        // what is something or nothing is compared as that something
        return side == null
                ? Unknowns.made(expression, conditional.at(), condition)
                : Unknowns.made(expression, side.partial(), conditional.at(), condition);
    }

    /** An operation, with those to the left of it: a long sum is not a deep one. */
    Value binary(Expression.Binary binary, NameScope scope) {
        Deque<Expression.Binary> operations = new ArrayDeque<>();
        Expression first = binary;
        while (first instanceof Expression.Binary operation) {
            operations.push(operation);
            first = operation.left();
        }
        Attempt left = attempt(first, scope);
        for (Expression.Binary operation : operations) {
            bounds.step(1, operation.at());
            left = isLogical(operation) ? logical(operation, left, scope) : operation(operation, left, scope);
        }
        return left.passed(trace);
    }

    private static boolean isLogical(Expression.Binary operation) {
        return operation.operator().equals("&&") || operation.operator().equals("||");
    }

    private Attempt operation(Expression.Binary operation, Attempt left, NameScope scope) {
        return left.traced == null
                ? left
                : attempt(() -> {
                    Value a = left.passed(trace);
                    Value b = evaluator.evaluate(operation.right(), scope);
                    boolean isNullAsked = a instanceof Value.Null || b instanceof Value.Null;
                    return isNullAsked
                            ? Operators.apply(operation.operator(), a, b, operation.at())
                            : Operators.apply(operation.operator(), open.closed(a), open.closed(b), operation.at());
                });
    }

    private Attempt logical(Expression.Binary operation, Attempt left, NameScope scope) {
        Attempt right = attempt(operation.right(), scope);
        return attempt(() -> {
            Value result = Operators.logical(
                    operation.operator(),
                    left.truth(operation.left().at()),
                    right.truth(operation.right().at()),
                    operation.at());
            left.passIfKnown(trace);
            right.passIfKnown(trace);
            if (result == null) {
                throw Objects.requireNonNull(left.wrong != null ? left.wrong : right.wrong);
            }
            return result;
        });
    }

    private Attempt attempt(Expression expression, NameScope scope) {
        return attempt(() -> evaluator.evaluate(expression, scope));
    }

    /** Evaluates what may be wrong without harm. */
    private Attempt attempt(Supplier<Value> evaluation) {
        try {
            return new Attempt(trace.traced(evaluation), null);
        } catch (RefusalException refused) {
            throw refused;
        } catch (EvaluationException wrong) {
            return new Attempt(null, wrong);
        }
    }

    /** A value, or why there is none. */
    private record Attempt(
            Trace.@Nullable Traced traced, @Nullable EvaluationException wrong) {
        Value passed(Trace trace) {
            if (traced == null) {
                throw Objects.requireNonNull(wrong);
            }
            return trace.pass(traced);
        }

        void passIfKnown(Trace trace) {
            if (traced != null) {
                trace.pass(traced);
            }
        }

        /** As true, false or unknown; null when it is wrong. */
        @Nullable
        Value truth(Position at) {
            return traced == null ? null : Operators.truth(traced.value(), at);
        }

        boolean isNull() {
            return traced != null && traced.value() instanceof Value.Null;
        }

        /** The value, where it is not known itself. */
        Value.@Nullable Unknown unknown() {
            return traced != null && traced.value() instanceof Value.Unknown unknown ? unknown : null;
        }

        String shown() {
            return traced == null ? "…" : Unknowns.shown(traced.value());
        }
    }
}
