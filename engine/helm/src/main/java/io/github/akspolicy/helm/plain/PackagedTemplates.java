package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartArchive;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the templates that Helm loads of each chart. {@code helm package} lists them, whatever {@code .helmignore}
 * says: only the names in its archive are read, and no chart is made of it.
 */
final class PackagedTemplates {
    private static final Pattern NAME = Pattern.compile("[^/]+/((?:charts/[^/]+/)*)(?:templates/(.+)|Chart\\.yaml)");

    private PackagedTemplates() {}

    /** Those of a chart that is an archive: Helm loads all files of it. */
    static Map<Chart, SortedSet<String>> ofArchive(Chart root) {
        var templates = new IdentityHashMap<Chart, SortedSet<String>>();
        byPrefix(root)
                .values()
                .forEach(charts -> charts.forEach(chart -> {
                    var names = new TreeSet<String>();
                    chart.files().keySet().stream()
                            .filter(path -> path.startsWith(Probe.TEMPLATES))
                            .forEach(path -> names.add(path.substring(Probe.TEMPLATES.length())));
                    templates.put(chart, names);
                }));
        return templates;
    }

    /**
     * Those of a chart that is a folder. What comes before the {@code Chart.yaml} of a chart in {@code charts/} is a file of the
     * chart above it, such as one that ends with {@code .prov}.
     *
     * @param archive what {@code helm package} wrote of it
     * @return names below {@code templates/}
     * @throws HelmFailure when Helm loads a chart that we do not know
     */
    static Map<Chart, SortedSet<String>> of(Path archive, Chart root) throws HelmFailure, IOException {
        Map<String, List<Chart>> charts = byPrefix(root);
        var templates = new IdentityHashMap<Chart, SortedSet<String>>();
        try (InputStream packed = Files.newInputStream(archive)) {
            TarReader tar = ChartArchive.entries(packed);
            for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
                Matcher name = NAME.matcher(entry.name());
                if (!name.matches()) {
                    continue;
                }
                if (name.group(2) == null) {
                    known(charts, name.group(1)).forEach(chart -> templates.putIfAbsent(chart, new TreeSet<>()));
                    continue;
                }
                for (Chart chart : charts.getOrDefault(name.group(1), List.of())) {
                    SortedSet<String> names = templates.get(chart);
                    if (names != null) {
                        names.add(name.group(2));
                    }
                }
            }
        }
        return templates;
    }

    private static List<Chart> known(Map<String, List<Chart>> charts, String prefix) throws HelmFailure {
        List<Chart> known = charts.get(prefix);
        if (known == null) {
            throw new HelmFailure("Helm loads " + prefix
                    + " as a chart, which is not one here: rename the folder, or name it in .helmignore");
        }
        return known;
    }

    /** All charts of a tree by the path at which {@code helm package} puts them: it names folders as the charts. */
    private static Map<String, List<Chart>> byPrefix(Chart root) {
        var charts = new HashMap<String, List<Chart>>();
        collect(root, "", charts);
        return charts;
    }

    private static void collect(Chart chart, String prefix, Map<String, List<Chart>> charts) {
        charts.computeIfAbsent(prefix, key -> new ArrayList<>()).add(chart);
        chart.subcharts().forEach(subchart -> collect(subchart, prefix + "charts/" + subchart.name() + "/", charts));
    }
}
