package io.github.akspolicy.helm.chart;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Chart.yaml} says of a chart; a text that it does not have is empty.
 *
 * @param dependencies those of {@code requirements.yaml} behind them
 */
record ChartMetadata(String name, String version, String type, List<Dependency> dependencies) {
    static final ChartMetadata NONE = new ChartMetadata("", "", "", List.of());

    /** @param requirements where charts of the first API version name what they depend on; null when there is none */
    static ChartMetadata read(ChartFile file, @Nullable ChartFile requirements) throws SourceException {
        Node.Mapping chart = mapping(file);
        Stream<Dependency> required =
                requirements == null ? Stream.of() : dependencies(mapping(requirements), requirements.shownPath());
        return new ChartMetadata(
                text(chart, "name"),
                text(chart, "version"),
                text(chart, "type"),
                Stream.concat(dependencies(chart, file.shownPath()), required).toList());
    }

    private static Stream<Dependency> dependencies(Node.Mapping chart, String shownPath) {
        return chart.get("dependencies") instanceof Node.Sequence list
                ? list.items().stream()
                        .filter(Node.Mapping.class::isInstance)
                        .map(entry -> dependency((Node.Mapping) entry, shownPath))
                : Stream.of();
    }

    private static Dependency dependency(Node.Mapping entry, String shownPath) {
        Position at = entry.position();
        String alias = text(entry, "alias");
        return new Dependency(
                text(entry, "name"),
                text(entry, "version"),
                text(entry, "repository"),
                alias.isEmpty() ? null : alias,
                new SourceLocation(shownPath, at.line(), at.column(), Role.DEPENDENCY));
    }

    private static String text(Node.Mapping mapping, String key) {
        return mapping.get(key) instanceof Node.Scalar scalar && scalar.value() != null
                ? String.valueOf(scalar.value())
                : "";
    }

    private static Node.Mapping mapping(ChartFile file) throws SourceException {
        String text = file.text();
        try {
            if (text == null) {
                throw new ManifestException("the file is not UTF-8 text", null);
            }
            return YamlFile.mapping(text);
        } catch (ManifestException e) {
            throw YamlFile.unreadable(e, file.shownPath(), Role.TEMPLATE);
        }
    }
}
