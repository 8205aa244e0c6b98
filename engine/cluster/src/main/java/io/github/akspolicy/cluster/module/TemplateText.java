package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.hcl.Expression.Part;
import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.text.Normalizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template becomes: a text, or as much of it as is known (hcl's expression_template.go). */
record TemplateText(Evaluator evaluator, Bounds bounds) {
    /** What is made so far. */
    private static final class Text {
        private final Position at;
        private final StringBuilder known = new StringBuilder();
        private final StringBuilder expression = new StringBuilder();
        private Value.@Nullable Unknown unknown;

        Text(Position at) {
            this.at = at;
        }

        void add(String text) {
            if (known.length() + text.length() > Bounds.LONGEST) {
                throw Bounds.exceeded("it makes a text of more than " + Bounds.LONGEST + " characters", at);
            }
            known.append(text);
            expression.append(text);
        }

        void add(Value.Unknown value) {
            known.append(value.partial());
            expression.append("${").append(value.expression()).append('}');
            unknown = unknown == null ? value : unknown;
        }

        Value value() {
            // cty's texts are composed
            return unknown == null
                    ? new Value.Text(Normalizer.normalize(known, Normalizer.Form.NFC), at)
                    : Unknowns.made(expression.toString(), known.toString(), at, unknown);
        }
    }

    Value rendered(Expression.Template template, NameScope scope) {
        var text = new Text(template.at());
        parts(template.parts(), scope, text);
        return text.value();
    }

    private void parts(List<Part> parts, NameScope scope, Text text) {
        for (Part part : parts) {
            if (part instanceof Part.Text literal) {
                text.add(literal.text());
            } else if (part instanceof Part.Interpolation interpolation) {
                interpolation(interpolation.value(), scope, text);
            } else if (part instanceof Part.If condition) {
                condition(condition, scope, text);
            } else if (part instanceof Part.Loop loop) {
                loop(loop, scope, text);
            }
        }
    }

    private void interpolation(Expression expression, NameScope scope, Text text) {
        Value value = evaluator.evaluate(expression, scope);
        if (value instanceof Value.Unknown unknown) {
            text.add(unknown);
        } else if (value instanceof Value.Null) {
            throw new EvaluationException(expression.at(), "this is null, and cannot be part of a text");
        } else {
            text.add(Conversion.text(value, expression.at()));
        }
    }

    private void condition(Part.If part, NameScope scope, Text text) {
        Value condition = Operators.truth(
                evaluator.evaluate(part.condition(), scope), part.condition().at());
        if (condition instanceof Value.Unknown unknown) {
            text.add(Unknowns.made("%{if " + unknown.expression() + "}…%{endif}", text.at, unknown));
        } else {
            parts(((Value.Bool) condition).value() ? part.then() : part.otherwise(), scope, text);
        }
    }

    private void loop(Part.Loop part, NameScope scope, Text text) {
        Value collection = evaluator.evaluate(part.in(), scope);
        Value.Unknown unknown = Loops.unknown(collection);
        if (unknown != null) {
            text.add(Unknowns.made("%{for … in " + unknown.expression() + "}…%{endfor}", text.at, unknown));
            return;
        }
        for (Loops.Item item : Loops.items(collection, part.in().at())) {
            bounds.step(1, text.at);
            parts(part.body(), scope.with(part.keyName(), item.key(), part.valueName(), item.value()), text);
        }
    }
}
