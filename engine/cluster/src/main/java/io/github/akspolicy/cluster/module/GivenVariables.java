package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.PlaceholderForm;
import io.github.akspolicy.manifest.Placeholders;
import io.github.akspolicy.manifest.Unresolved;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What files give to the variables of a root module: constants. */
record GivenVariables(Reading reading, VariableFiles.Given given) implements Variables.Source {
    /** Terraform has braces with a dollar itself: a template, or, in JSON, a text like others. */
    private static final Placeholders FORMS = Placeholders.DEFAULT.without(PlaceholderForm.DOLLAR_BRACES);

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
                                    () -> withoutPlaceholders(
                                            reading.evaluator().evaluate(attribute.value(), NameScope.CONSTANT))));
        }
        if (given.broken() == null) {
            return null;
        }
        Value unknown =
                Unknowns.because("var." + name, "", "a file of values that may set it cannot be read", given.broken());
        return new Variables.Argument(
                given.broken(), given.broken(), () -> reading.trace().traced(() -> unknown));
    }

    /** A value that is unknown where a pipeline fills it in before Terraform reads the file. */
    private static Value withoutPlaceholders(Value value) {
        if (value instanceof Value.Mapping mapping) {
            Map<String, Value.Entry> entries = new LinkedHashMap<>();
            mapping.entries()
                    .forEach((key, entry) ->
                            entries.put(key, new Value.Entry(entry.keyAt(), withoutPlaceholders(entry.value()))));
            return new Value.Mapping(mapping.kind(), entries, mapping.at(), mapping.rest());
        }
        if (value instanceof Value.Sequence sequence) {
            return new Value.Sequence(
                    sequence.kind(),
                    sequence.items().stream()
                            .map(GivenVariables::withoutPlaceholders)
                            .toList(),
                    sequence.at());
        }
        Unresolved later = value instanceof Value.Text text ? FORMS.unresolved(text.value()) : null;
        return later == null
                ? value
                : new Value.Unknown(
                        later.expression(),
                        later.partial(),
                        String.join(", ", later.placeholders()) + " is filled in later",
                        value.at(),
                        null);
    }

    @Override
    public Value.Unknown missing(String name, Body.Block declaration) {
        return new Value.Unknown(
                "var." + name, "⟨var." + name + "⟩", "no value for var." + name, declaration.at(), declaration.at());
    }
}
