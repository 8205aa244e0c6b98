package io.github.akspolicy.helm;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.plain.PlainRender.ChartScope;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Helm installs out of {@code crds/}: the files that Helm loaded, and besides what we see there ourselves, as Helm installs
 * every copy of a file that is there twice and reports one.
 */
final class CustomResourceDefinitions {
    private static final String FOLDER = "crds/";

    private CustomResourceDefinitions() {}

    static List<ManifestFile> of(List<Instance> instances, Map<Instance, ChartScope> scopes) {
        var files = new ArrayList<ManifestFile>();
        for (Instance instance : instances) {
            Chart chart = instance.chart();
            ChartScope scope = scopes.get(instance);
            if (scope == null) {
                continue;
            }
            var texts = new TreeMap<String, String>();
            chart.files().forEach((path, file) -> {
                String text = file.text();
                if (text != null && isInstalled(path)) {
                    texts.put(path, text);
                }
            });
            scope.crds().forEach((path, loaded) -> {
                String text = loaded.startsWith("\uFEFF") ? loaded.substring(1) : loaded;
                if (isInstalled(path)) {
                    texts.merge(path, text, (seen, other) -> seen.equals(other) ? seen : seen + "\n---\n" + other);
                }
            });
            texts.forEach((path, text) -> {
                if (!text.isBlank()) {
                    files.add(new ManifestFile(instance.renderPath() + "/" + path, text, origins(chart, path)));
                }
            });
        }
        return files;
    }

    /** As Helm has it: {@code hasManifestExtension} of its package chart. */
    private static boolean isInstalled(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return path.startsWith(FOLDER) && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }

    private static OriginMap origins(Chart chart, String path) {
        SourceLocation entry = chart.dependencyEntry();
        if (entry != null) {
            return place -> Origin.of(entry);
        }
        ChartFile file = chart.files().get(path);
        return OriginMap.identity(file == null ? chart.treePath() + path : file.shownPath(), Role.MANIFEST);
    }
}
