package io.github.akspolicy.helm.values;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.YamlFile;
import io.github.akspolicy.manifest.DuplicateKey;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A values file as Helm reads it: of equal keys the last one holds.
 *
 * @param duplicates the keys that a mapping has twice, in the order of the file
 */
public record ValuesText(Node.Mapping tree, List<DuplicateKey> duplicates) {
    public ValuesText {
        duplicates = List.copyOf(duplicates);
    }

    /**
     * Reads a file; an empty one is an empty mapping.
     *
     * @throws ManifestException when Helm cannot read it either, or it is beyond our limits
     */
    public static ValuesText read(String text) throws ManifestException {
        var duplicates = new ArrayList<DuplicateKey>();
        return new ValuesText(YamlFile.mapping(ManifestReader.helmValues(text, duplicates::add)), duplicates);
    }

    /** As {@link #requireOneReading(String, String)}, of the values of a chart and those in it. */
    public static void requireOneReading(Chart chart) throws SourceException {
        ChartFile file = chart.files().get("values.yaml");
        String text = file == null ? null : file.text();
        if (file != null && text != null) {
            requireOneReading(text, file.shownPath());
        }
        for (Chart subchart : chart.subcharts()) {
            requireOneReading(subchart);
        }
    }

    /**
     * Refuses a file that Helm 3 and Helm 4 read otherwise: the former takes the first document of several, the latter merges
     * all of them, and who deploys the chart with which is not known here. What none of them can read is left to Helm.
     *
     * @throws SourceException at the second document
     */
    static void requireOneReading(String text, String shownPath) throws SourceException {
        if (!text.startsWith("---") && !text.contains("\n---")) {
            return;
        }
        List<Node> all;
        Node first;
        try {
            all = ManifestReader.helmValuesDocuments(text);
            first = ManifestReader.helmValues(text, duplicate -> {});
        } catch (ManifestException unreadable) {
            return;
        }
        if (all.size() > 1) {
            throw refused(
                    "a second document begins here: Helm 3 ignores it, Helm 4 merges it; make it one document",
                    all.get(1),
                    shownPath);
        }
        if (all.size() == 1 && !Objects.equals(Node.toPlain(all.get(0)), Node.toPlain(first))) {
            throw refused(
                    "an empty document stands before this one: Helm 3 reads nothing else, Helm 4 reads this one; remove"
                            + " the '---' before it",
                    all.get(0),
                    shownPath);
        }
    }

    private static SourceException refused(String message, Node document, String shownPath) {
        return YamlFile.unreadable(new ManifestException(message, document.position()), shownPath, Role.VALUES);
    }
}
