package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.value.Value;
import org.jspecify.annotations.Nullable;

/** What files give to the variables of a root module: constants. */
final class GivenVariables implements Variables.Source {
    private final Reading reading;
    private final VariableFiles.Given given;

    GivenVariables(Reading reading, VariableFiles.Given given) {
        this.reading = reading;
        this.given = given;
    }

    @Override
    public Variables.@Nullable Argument argument(String name) {
        Body.Attribute attribute = given.byName().get(name);
        if (attribute != null) {
            return new Variables.Argument(
                    attribute.at(),
                    attribute.value().at(),
                    () -> reading.memory()
                            .guarded(
                                    "",
                                    "var." + name,
                                    attribute.value().at(),
                                    () -> reading.evaluator().evaluate(attribute.value(), NameScope.CONSTANT)));
        }
        if (given.broken() == null) {
            return null;
        }
        Value unknown =
                Unknowns.because("var." + name, "", "a file of values that may set it cannot be read", given.broken());
        return new Variables.Argument(
                given.broken(), given.broken(), () -> reading.trace().traced(() -> unknown));
    }

    @Override
    public Value.Unknown missing(String name, Body.Block declaration) {
        return new Value.Unknown(
                "var." + name, "⟨var." + name + "⟩", "no value for var." + name, declaration.at(), declaration.at());
    }
}
