package io.github.akspolicy.helm;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.plain.PlainRender.ChartScope;
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
import java.util.LinkedHashMap;
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

    /**
     * @param scopes those of the instances
     * @param loaded all that Helm rendered, by the names that lead to them
     */
    static List<ManifestFile> of(
            List<Instance> instances, Map<Instance, ChartScope> scopes, Map<List<String>, ChartScope> loaded)
            throws SourceException {
        var files = new ArrayList<ManifestFile>();
        var unknown = new LinkedHashMap<>(loaded);
        for (Instance instance : instances) {
            Chart chart = instance.chart();
            ChartScope scope = scopes.get(instance);
            if (scope == null) {
                continue;
            }
            unknown.remove(instance.valuesPath());
            var texts = new TreeMap<String, String>();
            for (Map.Entry<String, ChartFile> file : chart.files().entrySet()) {
                if (isInstalled(file.getKey())) {
                    texts.put(file.getKey(), text(file.getValue().content(), chart, file.getKey()));
                }
            }
            for (Map.Entry<String, byte[]> file : scope.crds().entrySet()) {
                if (isInstalled(file.getKey())) {
                    texts.merge(
                            file.getKey(),
                            text(file.getValue(), chart, file.getKey()),
                            (seen, other) -> seen.equals(other) ? seen : seen + "\n---\n" + other);
                }
            }
            texts.forEach((path, text) -> {
                if (!text.isBlank()) {
                    files.add(new ManifestFile(instance.renderPath() + "/" + path, text, origins(chart, path)));
                }
            });
        }
        // a chart that Helm loaded and we did not see
        Chart root = instances.get(0).chart();
        for (Map.Entry<List<String>, ChartScope> scope : unknown.entrySet()) {
            for (Map.Entry<String, byte[]> file : scope.getValue().crds().entrySet()) {
                if (isInstalled(file.getKey())) {
                    String path = String.join("/charts/", scope.getKey()) + "/" + file.getKey();
                    String text = text(file.getValue(), root, "charts/" + path);
                    files.add(new ManifestFile(root.name() + "/charts/" + path, text, origins(root, "charts/" + path)));
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
    private static String text(byte[] content, Chart chart, String path) throws SourceException {
        try {
            return ManifestReader.decode(content);
        } catch (ManifestException e) {
            ChartFile file = chart.files().get(path);
            String shown = file == null ? chart.treePath() + path : file.shownPath();
            throw new SourceException(
                    Problem.at(new SourceLocation(shown, 1, 1, Role.MANIFEST), e.getMessage(), "save it as UTF-8"));
        }
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
