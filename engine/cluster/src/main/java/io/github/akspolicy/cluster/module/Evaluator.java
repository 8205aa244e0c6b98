package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates expressions as hcl's {@code hclsyntax} does (expression.go, hcl 2.24). */
final class Evaluator {
    private final Trace trace;
    private final Bounds bounds;
    private final Loops loops;
    private final TemplateText templates;
    private final Calls calls;
    private final Choices choices;

    Evaluator(Trace trace, Bounds bounds, Open open, FileFunctions files) {
        this.trace = trace;
        this.bounds = bounds;
        this.loops = new Loops(this, bounds);
        this.templates = new TemplateText(this, bounds);
        this.calls = new Calls(this, trace, bounds, open, files);
        this.choices = new Choices(this, trace, bounds, open);
    }

    /** The value of an expression. @throws EvaluationException when it has none */
    Value evaluate(Expression expression, NameScope scope) {
        bounds.enter(expression.at());
        try {
            return value(expression, scope);
        } finally {
            bounds.leave();
        }
    }

    private Value value(Expression expression, NameScope scope) {
        if (expression instanceof Expression.Literal literal) {
            return literal(literal);
        }
        if (expression instanceof Expression.Template template) {
            return template(template, scope);
        }
        if (expression instanceof Expression.Name
                || expression instanceof Expression.Attribute
                || expression instanceof Expression.Index) {
            return reference(expression, scope);
        }
        if (expression instanceof Expression.Call call) {
            return calls.call(call, scope);
        }
        if (expression instanceof Expression.Conditional conditional) {
            return choices.conditional(conditional, scope);
        }
        if (expression instanceof Expression.Binary binary) {
            return choices.binary(binary, scope);
        }
        if (expression instanceof Expression.Unary unary) {
            return Operators.negated(unary.operator(), evaluate(unary.of(), scope), unary.at());
        }
        return composed(expression, scope);
    }

    private Value composed(Expression expression, NameScope scope) {
        if (expression instanceof Expression.Parentheses parentheses) {
            return parentheses(parentheses, scope);
        }
        if (expression instanceof Expression.Tuple tuple) {
            var items = new ArrayList<Value>();
            tuple.items().forEach(item -> items.add(evaluate(item, scope)));
            return bounds.made(new Value.Sequence(Value.Items.TUPLE, items, tuple.at()), tuple.at());
        }
        if (expression instanceof Expression.ObjectConstructor object) {
            return object(object, scope);
        }
        if (expression instanceof Expression.For loop) {
            return loops.made(loop, scope);
        }
        if (expression instanceof Expression.Splat splat) {
            return loops.splat(splat, scope);
        }
        return scope.element();
    }

    private static Value literal(Expression.Literal literal) {
        if (literal.value() instanceof BigDecimal number) {
            return new Value.Number(number, literal.at());
        }
        return literal.value() instanceof Boolean bool
                ? new Value.Bool(bool, literal.at())
                : new Value.Null(literal.at());
    }

    /** A template that is one interpolation is its value, with its type. */
    private Value template(Expression.Template template, NameScope scope) {
        List<Expression.Part> parts = template.parts();
        if (parts.size() == 1 && parts.get(0) instanceof Expression.Part.Interpolation whole) {
            return evaluate(whole.value(), scope);
        }
        if (parts.stream().allMatch(Expression.Part.Text.class::isInstance)) {
            return templates.rendered(template, scope);
        }
        return trace.pass(trace.traced(() -> trace.made(templates.rendered(template, scope))));
    }

    /** What parentheses hold: the place is theirs where the text in them is what decides. */
    private Value parentheses(Expression.Parentheses parentheses, NameScope scope) {
        Value inner = evaluate(parentheses.inner(), scope);
        return inner.at().equals(parentheses.inner().at()) && !(inner instanceof Value.Unknown)
                ? inner.movedTo(parentheses.at())
                : inner;
    }

    private Value object(Expression.ObjectConstructor object, NameScope scope) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        Value.Unknown unknownKey = null;
        for (Expression.Item item : object.items()) {
            Value key = key(item.key(), scope);
            Value value = evaluate(item.value(), scope);
            if (key instanceof Value.Null) {
                throw new EvaluationException(item.key().at(), "a key cannot be null");
            } else if (key instanceof Value.Unknown unknown) {
                unknownKey = unknown;
            } else {
                // of equal keys the last one counts
                entries.put(
                        Conversion.text(key, item.key().at()),
                        new Value.Entry(item.key().at(), value));
            }
        }
        return unknownKey != null
                ? Unknowns.made("{(" + unknownKey.expression() + ") = …}", object.at(), unknownKey)
                : bounds.made(new Value.Mapping(Value.Entries.OBJECT, entries, object.at()), object.at());
    }

    /** A bare name as a key is its text. */
    private Value key(Expression key, NameScope scope) {
        if (key instanceof Expression.Name name) {
            return new Value.Text(name.name(), name.at());
        }
        if (key instanceof Expression.Literal literal && !(literal.value() instanceof BigDecimal)) {
            return new Value.Text(String.valueOf(literal.value()), literal.at());
        }
        if (Reference.of(key) != null) {
            throw new EvaluationException(
                    key.at(), "a reference as a key stands in parentheses, and a key with a dot in quotes");
        }
        return evaluate(key, scope);
    }

    // ---- references

    private Value reference(Expression expression, NameScope scope) {
        Reference reference = Reference.of(expression);
        if (reference == null) {
            return step(expression, scope);
        }
        String root = reference.root();
        Value known = scope.name(root);
        if (known != null) {
            trace.passOrigin(known);
            return steps(known, reference, 0, scope);
        }
        Module module = scope.module();
        if (module == null) {
            throw new EvaluationException(
                    expression.at(),
                    scope.hasFunctions()
                            ? "the template is not given a value for " + root
                            : "references are not allowed here, and " + root + " is one");
        }
        Value value = module.names().resolve(reference, scope, this);
        return value instanceof Value.Mapping mapping && mapping.rest() != null
                ? value.movedTo(expression.at())
                : value;
    }

    /** Takes attributes and elements of a value, from a step of the reference on. */
    Value steps(Value of, Reference reference, int from, NameScope scope) {
        Value value = of;
        for (int i = from; i < reference.steps().size(); i++) {
            value = step(value, reference.steps().get(i), reference.at(), scope);
        }
        return value;
    }

    private Value step(Expression expression, NameScope scope) {
        if (expression instanceof Expression.Attribute attribute) {
            return step(evaluate(attribute.of(), scope), attribute, expression.at(), scope);
        }
        Expression of = ((Expression.Index) expression).of();
        return step(evaluate(of, scope), expression, expression.at(), scope);
    }

    private Value step(Value of, Expression step, Position at, NameScope scope) {
        if (step instanceof Expression.Attribute attribute) {
            if (of instanceof Value.Mapping mapping && mapping.rest() != null) {
                trace.passAttribute(mapping.entries().get(attribute.name()));
            }
            return Access.attribute(of, attribute.name(), at);
        }
        return Access.element(of, evaluate(((Expression.Index) step).key(), scope), at);
    }
}
