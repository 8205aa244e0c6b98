package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Type;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.identity.SecretShape;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The variables of a module (developer.hashicorp.com/terraform/language/block/variable). */
record Variables(Module module, Source source) {
    /** Where a module takes the values of its variables. */
    interface Source {
        /** What a variable is given; null when it is given nothing. */
        @Nullable
        Argument argument(String name);

        /** Why the number of instances of the module is not known; null where it is. */
        default Value.@Nullable Unknown number() {
            return null;
        }

        /** What a variable without value and default is, which is a problem or not. */
        Value.Unknown missing(String name, Body.Block declaration);
    }

    /**
     * A value that is given.
     *
     * @param key where the name is written
     * @param at where the value is
     */
    record Argument(Position key, Position at, Supplier<Trace.Traced> value) {}

    /** The value of a variable. @param at the reference to it */
    Value value(String name, Position at) {
        Body.Block declaration = module.declarations().variables().get(name);
        if (declaration == null) {
            return module.names().undeclared("var." + name, at);
        }
        Reading reading = module.reading();
        Trace.Traced traced = reading.memory()
                .value(module.address(), "var." + name, place(name, declaration), () -> evaluated(name, declaration));
        reading.trace().pass(declaration.at());
        Value value = reading.trace().pass(traced);
        boolean hasNoText =
                value instanceof Value.Unknown unknown && unknown.at().equals(unknown.declaredAt());
        return hasNoText ? value.movedTo(at) : value;
    }

    /** Where its value is written; else where it is declared. */
    private Position place(String name, Body.Block declaration) {
        Argument argument = source.argument(name);
        Expression byDefault = Repetition.expression(declaration.body(), "default");
        return argument != null ? argument.at() : byDefault != null ? byDefault.at() : declaration.at();
    }

    private Value evaluated(String name, Body.Block declaration) {
        Value given = given(name, declaration);
        module.reading().bounds().look(given, given.at());
        Value value = module.reading().open().to(constraint(declaration), given);
        boolean looksSecret = SecretShape.isSecret(name, value instanceof Value.Text text ? text.value() : "");
        if (isTrue(declaration, "sensitive", false) || looksSecret) {
            module.reading().trace().sensitive(value);
        }
        return value;
    }

    private Type constraint(Body.Block declaration) {
        Expression type = Repetition.expression(declaration.body(), "type");
        Evaluator evaluator = module.reading().evaluator();
        return type == null
                ? Type.Primitive.ANY
                : Type.of(type, constant -> evaluator.evaluate(constant, NameScope.CONSTANT));
    }

    private Value given(String name, Body.Block declaration) {
        Argument argument = source.argument(name);
        Expression byDefault = Repetition.expression(declaration.body(), "default");
        if (argument != null) {
            Trace trace = module.reading().trace();
            trace.pass(argument.key());
            Value value = trace.pass(argument.value().get());
            if (!(value instanceof Value.Null) || isTrue(declaration, "nullable", true)) {
                return value;
            }
            if (byDefault == null) {
                throw new EvaluationException(value.at(), "var." + name + " cannot be null");
            }
        }
        if (byDefault == null) {
            return source.missing(name, declaration);
        }
        return module.reading().evaluator().evaluate(byDefault, NameScope.CONSTANT);
    }

    private static boolean isTrue(Body.Block declaration, String name, boolean otherwise) {
        Expression value = Repetition.expression(declaration.body(), name);
        if (value instanceof Expression.Literal literal && literal.value() instanceof Boolean bool) {
            return bool;
        }
        return value instanceof Expression.Template template
                        && template.parts().size() == 1
                        && template.parts().get(0) instanceof Expression.Part.Text text
                ? text.text().equals("true")
                : otherwise;
    }

    /**
     * What {@code for_each} goes over is shown in addresses.
     *
     * @param forEach null where there is none
     * @throws EvaluationException when it is a variable that is declared sensitive
     */
    void refuseSensitive(@Nullable Expression forEach) {
        Reference reference = forEach == null ? null : Reference.of(forEach);
        if (reference != null
                && reference.root().equals("var")
                && reference.steps().size() == 1) {
            Body.Block declaration = module.declarations().variables().get(String.valueOf(reference.name(0)));
            if (declaration != null && isTrue(declaration, "sensitive", false)) {
                throw new EvaluationException(reference.at(), "for_each cannot go over a sensitive value");
            }
        }
    }

    /** Evaluates all variables, and the conditions that they must meet. */
    void check() {
        module.declarations().variables().forEach((name, declaration) -> {
            value(name, declaration.at());
            if (!isTrue(declaration, "nullable", true)
                    && Repetition.expression(declaration.body(), "default") instanceof Expression.Literal byDefault
                    && byDefault.value() == null) {
                module.reading()
                        .problems()
                        .add(byDefault.at(), "null is not a default of var." + name + ", which is not nullable");
            }
            for (Body.Block block : declaration.body().blocks()) {
                if (block.type().equals("validation")) {
                    Argument argument = source.argument(name);
                    Conditions.check(
                            module,
                            block,
                            module.scope(),
                            "var." + name,
                            argument == null ? declaration.at() : argument.at());
                }
            }
        });
    }
}
