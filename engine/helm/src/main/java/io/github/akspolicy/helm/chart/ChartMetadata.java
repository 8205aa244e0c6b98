package io.github.akspolicy.helm.chart;

import io.github.akspolicy.manifest.DuplicateKey;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Chart.yaml} says of a chart; a text that it does not have is empty.
 *
 * @param apiVersion as Helm takes it
 * @param dependencies those of {@code Chart.yaml}, or else those of {@code requirements.yaml}
 * @param duplicates the keys that a mapping of {@code Chart.yaml} has twice, of which the last one counts, by the path that reports show
 */
record ChartMetadata(
        String apiVersion,
        String name,
        String version,
        String type,
        List<Dependency> dependencies,
        Map<String, List<DuplicateKey>> duplicates) {
    private static final String DEPENDENCIES = "dependencies";

    static final String FIRST = "v1";

    /** Those of Helm but for {@code apiVersion}, which public charts write in lower case. */
    private static final Set<String> KEYS = Set.of(
            ("annotations appVersion condition dependencies deprecated description home icon keywords kubeVersion maintainers"
                            + " name sources tags type version")
                    .split(" "));

    private static final Set<String> DEPENDENCY_KEYS =
            Set.of("alias", "condition", "enabled", "import-values", "name", "repository", "tags", "version");

    /** What does not decide whether or how a chart in charts/ is rendered. */
    private static final Set<String> PLAIN_KEYS = Set.of("name", "repository", "version");

    static final ChartMetadata NONE = new ChartMetadata("", "", "", "", List.of(), Map.of());

    /** @param requirements where charts of the first API version name what they depend on; null when there is none */
    static ChartMetadata read(ChartFile file, @Nullable ChartFile requirements) throws SourceException {
        var duplicates = new ArrayList<DuplicateKey>();
        Node.Mapping chart = mapping(file, duplicates::add);
        requireSpelled(chart, KEYS, file.shownPath());
        List<Dependency> dependencies = dependencies(chart, file.shownPath());
        if (requirements != null) {
            for (Node.Entry entry : mapping(requirements, duplicate -> {}).entries()) {
                if (!entry.key().equals(DEPENDENCIES) || !dependencies.isEmpty()) {
                    throw refused(
                            entry,
                            requirements.shownPath(),
                            entry.key() + ": Helm puts it over that of Chart.yaml",
                            "move it to Chart.yaml");
                }
            }
            dependencies = dependencies(mapping(requirements, duplicate -> {}), requirements.shownPath());
        }
        return new ChartMetadata(
                apiVersion(chart),
                text(chart, "name"),
                text(chart, "version"),
                text(chart, "type"),
                dependencies,
                duplicates.isEmpty() ? Map.of() : Map.of(file.shownPath(), List.copyOf(duplicates)));
    }

    /** Refuses what Helm takes for a key that is read here: it ignores case, and takes U+017F for an s and U+212A for a k. */
    private static void requireSpelled(Node.Mapping mapping, Set<String> keys, String shownPath)
            throws SourceException {
        for (Node.Entry entry : mapping.entries()) {
            for (String key : keys) {
                if (entry.key().equalsIgnoreCase(key) && !entry.key().equals(key)) {
                    throw refused(entry, shownPath, entry.key() + ": Helm takes it for " + key, "write " + key);
                }
            }
        }
    }

    private static SourceException refused(Node.Entry entry, String shownPath, String message, String fix) {
        Position at = entry.keyPosition();
        return new SourceException(
                Problem.at(new SourceLocation(shownPath, at.line(), at.column(), Role.TEMPLATE), message, fix));
    }

    private static List<Dependency> dependencies(Node.Mapping chart, String shownPath) throws SourceException {
        var dependencies = new ArrayList<Dependency>();
        if (chart.get(DEPENDENCIES) instanceof Node.Sequence list) {
            for (Node item : list.items()) {
                if (item instanceof Node.Mapping entry) {
                    requireSpelled(entry, DEPENDENCY_KEYS, shownPath);
                    dependencies.add(dependency(entry, shownPath));
                }
            }
        }
        return dependencies;
    }

    private static Dependency dependency(Node.Mapping entry, String shownPath) {
        Position at = entry.position();
        String alias = text(entry, "alias");
        return new Dependency(
                text(entry, "name"),
                text(entry, "version"),
                text(entry, "repository"),
                alias.isEmpty() ? null : alias,
                entry.entries().stream()
                        .map(Node.Entry::key)
                        .filter(key -> !PLAIN_KEYS.contains(key))
                        .collect(Collectors.toSet()),
                new SourceLocation(shownPath, at.line(), at.column(), Role.DEPENDENCY));
    }

    /** Of its keys in any case that have a value the last by its bytes; {@code v1} where that is empty. */
    private static String apiVersion(Node.Mapping chart) {
        String version = chart.entries().stream()
                .filter(entry -> entry.key().equalsIgnoreCase("apiVersion"))
                .filter(entry -> !(entry.value() instanceof Node.Scalar scalar && scalar.value() == null))
                .max(Comparator.comparing(Node.Entry::key))
                .map(entry -> text(chart, entry.key()))
                .orElse("");
        return version.isEmpty() ? FIRST : version;
    }

    private static String text(Node.Mapping mapping, String key) {
        return mapping.get(key) instanceof Node.Scalar scalar && scalar.value() != null
                ? String.valueOf(scalar.value())
                : "";
    }

    private static Node.Mapping mapping(ChartFile file, Consumer<DuplicateKey> duplicates) throws SourceException {
        String text = file.text();
        try {
            if (text == null) {
                throw new ManifestException("the file is not UTF-8 text", null);
            }
            return YamlFile.mapping(text, duplicates);
        } catch (ManifestException e) {
            throw YamlFile.unreadable(e, file.shownPath(), Role.TEMPLATE);
        }
    }
}
