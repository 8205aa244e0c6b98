package io.github.akspolicy.helm;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Helm installs out of {@code crds/}. */
final class CustomResourceDefinitions {
    private static final String FOLDER = "crds/";

    private CustomResourceDefinitions() {}

    /** @param instances those that are switched on */
    static List<ManifestFile> of(Collection<Instance> instances) throws SourceException {
        var files = new ArrayList<ManifestFile>();
        for (Instance instance : instances) {
            for (Map.Entry<String, ChartFile> file : instance.chart().files().entrySet()) {
                String path = file.getKey();
                String text = isInstalled(path) ? text(file.getValue()) : "";
                if (!text.isBlank()) {
                    OriginMap origins = origins(instance.chart(), file.getValue());
                    files.add(new ManifestFile(instance.renderPath() + "/" + path, text, origins));
                }
            }
        }
        return files;
    }

    /** As Helm has it: {@code hasManifestExtension} of its package chart. */
    private static boolean isInstalled(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return path.startsWith(FOLDER) && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }

    /** The text as kubectl reads it: UTF-8, or UTF-16 with a byte order mark. */
    private static String text(ChartFile file) throws SourceException {
        try {
            return ManifestReader.decode(file.content());
        } catch (ManifestException e) {
            throw new SourceException(Problem.at(
                    new SourceLocation(file.shownPath(), 1, 1, Role.MANIFEST), e.getMessage(), "save it as UTF-8"));
        }
    }

    private static OriginMap origins(Chart chart, ChartFile file) {
        SourceLocation entry = chart.dependencyEntry();
        return entry == null ? OriginMap.identity(file.shownPath(), Role.MANIFEST) : place -> Origin.of(entry);
    }
}
