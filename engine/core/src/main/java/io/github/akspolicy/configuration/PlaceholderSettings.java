package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.ForEnvironment;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Shape.Described;
import io.github.akspolicy.configuration.Shape.Entries;
import io.github.akspolicy.configuration.Shape.Flag;
import io.github.akspolicy.configuration.Shape.Items;
import io.github.akspolicy.configuration.Shape.Keys;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.configuration.Shape.Whole;
import io.github.akspolicy.configuration.Shape.Word;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.PlaceholderForm;
import io.github.akspolicy.manifest.Placeholders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says under {@code placeholders}, for all environments and for one.
 *
 * @param forms what counts as a placeholder
 * @param files files with values, in the order in which they apply
 * @param values values by name, which win over those of files
 */
record PlaceholderSettings(
        Placeholders forms, List<ForEnvironment<Located<String>>> files, List<ForEnvironment<NamedValue>> values) {
    static final PlaceholderSettings NONE = new PlaceholderSettings(Placeholders.DEFAULT, List.of(), List.of());

    /** A value with its name. */
    record NamedValue(String name, Located<String> value) {}

    boolean isEmpty() {
        return equals(NONE);
    }

    static PlaceholderSettings read(Field root, Problems problems) {
        var files = new ArrayList<ForEnvironment<Located<String>>>();
        var values = new ArrayList<ForEnvironment<NamedValue>>();
        Field all = root.get("placeholders");
        read(all, null, files, values, problems);
        root.get("environments")
                .fields()
                .forEach(environment ->
                        read(environment.get("placeholders"), environment.key(), files, values, problems));
        return new PlaceholderSettings(forms(all, problems), files, values);
    }

    private static void read(
            Field placeholders,
            @Nullable String environment,
            List<ForEnvironment<Located<String>>> files,
            List<ForEnvironment<NamedValue>> values,
            Problems problems) {
        for (Field file : placeholders.get("files").items()) {
            files.add(new ForEnvironment<>(environment, located(file, problems)));
        }
        for (Field value : placeholders.get("values").fields()) {
            if (value.writtenText().indexOf('\n') >= 0) {
                problems.add(
                        value.place().value(),
                        "placeholders: the value of " + value.key() + " has several lines",
                        "give it one line: what has more would move the lines of the manifest");
            }
            values.add(new ForEnvironment<>(environment, new NamedValue(value.key(), located(value, problems))));
        }
    }

    private static Located<String> located(Field field, Problems problems) {
        return new Located<>(field.writtenText(), problems.locate(field.place().key()));
    }

    private static Placeholders forms(Field all, Problems problems) {
        Placeholders forms = Placeholders.DEFAULT;
        for (Field off : all.get("off").items()) {
            forms = PlaceholderForm.of(off.written()).map(forms::without).orElse(forms);
        }
        for (Field pattern : all.get("patterns").items()) {
            try {
                forms = forms.with(Pattern.compile(pattern.written()));
            } catch (PatternSyntaxException wrong) {
                problems.add(
                        pattern.place().value(),
                        "placeholders: " + ShapeCheck.quote(pattern.written()) + " is not a regular expression",
                        "write one such as @@[A-Z_]+@@");
            }
        }
        return forms;
    }

    /** What may be written under {@code placeholders} of an environment. */
    static Shape ofEnvironment() {
        return new Described(
                new Keys("key", keys(), Set.of()),
                "Values that the pipeline fills in for this environment: they win over those for all.",
                null);
    }

    /** What may be written under {@code placeholders}. */
    static Shape shape() {
        var keys = keys();
        keys.put(
                "off",
                new Described(
                        new Items(
                                new Word(Arrays.stream(PlaceholderForm.values())
                                        .map(PlaceholderForm::toString)
                                        .toList()),
                                false),
                        "Forms that are not placeholders in this repository.",
                        null));
        keys.put(
                "patterns",
                new Described(
                        Items.of(Text.of("a regular expression")),
                        "Regular expressions of further placeholders, such as @@[A-Z_]+@@.",
                        null));
        return new Described(
                new Keys("key", keys, Set.of()), "Values that a pipeline fills in before files are applied.", null);
    }

    private static LinkedHashMap<String, Shape> keys() {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put(
                "values",
                new Described(
                        new Entries(
                                Text.of("the name of a placeholder"),
                                new Shape.ByType(List.of(Text.ANY, new Flag(), Whole.ANY))),
                        "Values by the names of placeholders; they win over those of files.",
                        null));
        keys.put(
                "files",
                new Described(
                        Items.of(ConfigurationSchema.PATH),
                        "Files with values, later ones win: NAME=value in each line, or YAML with variables as Azure"
                                + " Pipelines has them.",
                        null));
        return keys;
    }
}
