package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.PlaceholderSettings.NamedValue;
import io.github.akspolicy.configuration.Settings.ForEnvironment;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.PlaceholderValues;
import io.github.akspolicy.source.PlaceholderValues.Given;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the files that give values to placeholders, and puts what they say into releases. */
final class PlaceholderFiles {
    private static final int MAX_CHARACTERS = 1_000_000;

    /** A line of a file for {@code env}, of a shell, of Docker. */
    private static final Pattern LINE = Pattern.compile(
            "\\s*+(?:export\\s++)?(?<name>[A-Za-z_][\\w.-]*+)\\s*+=\\s*+(?:\"(?<double>[^\"]*+)\"|'(?<single>[^']*+)'|(?<plain>(?:[^\\s#]|#(?<=\\S#)|[ \\t]++(?=[^\\s#]))*+))(?:[ \\t]++#.*+|\\s*+)");

    private final PathResolver paths;
    private final Workspace workspace;
    private final Problems problems;
    private final Map<Located<String>, Map<String, Given>> read = new HashMap<>();

    PlaceholderFiles(Path folder, Workspace workspace, Problems problems) {
        this.paths = new PathResolver(folder, workspace, problems);
        this.workspace = workspace;
        this.problems = problems;
    }

    /** The releases with the values of their environments; the same ones where the configuration says nothing of placeholders. */
    List<PlannedRelease> fill(List<PlannedRelease> releases, PlaceholderSettings settings) {
        if (settings.isEmpty()) {
            return releases;
        }
        // a mistake is found whether a release is of the environment or not
        settings.files().forEach(file -> values(file.value()));
        return releases.stream()
                .map(release ->
                        release.with(new FilledInRelease(release.release(), values(release.environment(), settings))))
                .toList();
    }

    private PlaceholderValues values(String environment, PlaceholderSettings settings) {
        var values = new LinkedHashMap<String, Given>();
        // what is given for one environment wins over what is given for all, a value over a file
        for (boolean isOwn : new boolean[] {false, true}) {
            for (ForEnvironment<Located<String>> file : settings.files()) {
                if (file.concerns(environment) && isOwn == (file.environment() != null)) {
                    values.putAll(values(file.value()));
                }
            }
            for (ForEnvironment<NamedValue> value : settings.values()) {
                if (value.concerns(environment) && isOwn == (value.environment() != null)) {
                    NamedValue named = value.value();
                    values.put(
                            named.name(),
                            new Given(named.value().value(), named.value().at()));
                }
            }
        }
        return new PlaceholderValues(settings.forms(), values);
    }

    private Map<String, Given> values(Located<String> written) {
        Map<String, Given> known = read.get(written);
        if (known == null) {
            Path file = paths.existing(written, "file of placeholders");
            known = file == null ? Map.of() : isYaml(file) ? variables(file) : lines(file);
            read.put(written, known);
        }
        return known;
    }

    private static boolean isYaml(Path file) {
        String name = file.toString();
        return name.endsWith(".yml") || name.endsWith(".yaml");
    }

    /** {@code variables} of Azure Pipelines: a mapping, or a list of names and values beside groups and templates. */
    private Map<String, Given> variables(Path file) {
        var found = new Problems(workspace.relative(file));
        Node root = DocumentFile.read(file, MAX_CHARACTERS, workspace, found);
        var values = new LinkedHashMap<String, Given>();
        if (root != null) {
            Field variables = Field.root(root).get("variables");
            variables.fields().forEach(value -> put(value.key(), value, found, values));
            variables.items().forEach(item -> put(item.get("name").written(), item.get("value"), found, values));
        }
        found.moveTo(problems);
        return values;
    }

    private static void put(String name, Field value, Problems in, Map<String, Given> values) {
        String text = value.writtenText();
        // what has several lines, or is a variable itself, stays open
        if (!name.isEmpty()
                && value.isPresent()
                && value.node() instanceof Node.Scalar
                && text.indexOf('\n') < 0
                && !text.startsWith("$[")) {
            values.put(name, new Given(text, in.locate(value.place().key())));
        }
    }

    private Map<String, Given> lines(Path file) {
        var values = new LinkedHashMap<String, Given>();
        try {
            int number = 0;
            for (String line : ManifestFile.read(file, ReadLimits.DEFAULT, workspace)
                    .text()
                    .lines()
                    .toList()) {
                number++;
                Matcher setting = LINE.matcher(line);
                if (setting.matches()) {
                    String name = setting.group("name");
                    values.put(name, new Given(value(setting), at(file, number, setting.start("name") + 1)));
                }
            }
        } catch (SourceException unreadable) {
            unreadable.problems().forEach(problems::add);
        }
        return values;
    }

    private static String value(Matcher setting) {
        String quoted = setting.group("double") == null ? setting.group("single") : setting.group("double");
        return quoted == null ? setting.group("plain") : quoted;
    }

    private SourceLocation at(Path file, int line, int column) {
        return new SourceLocation(workspace.relative(file), line, column, SourceLocation.Role.CONFIGURATION);
    }
}
