package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.template.TemplateReader;
import io.github.akspolicy.source.DeploymentCondition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Scans the same charts once: environments differ in values, and only those that hold templates matter to a scan. Safe for
 * several threads.
 */
public final class ConditionScans {
    private final TemplateReader reader;
    private final Map<Key, ConditionScan.Result> known = new ConcurrentHashMap<>();

    /** @param reader reads the texts of templates */
    public ConditionScans(TemplateReader reader) {
        this.reader = reader;
    }

    /** What a scan depends on; files of one chart that was loaded twice are the same object mostly, and compared at once. */
    private record Key(Map<String, ChartFile> files, Map<String, String> userValues) {}

    /** The conditions that {@link ConditionScan#of} finds. */
    public List<DeploymentCondition> of(Collection<Chart> charts, Map<String, String> userValues) {
        return scan(charts, userValues).conditions();
    }

    /** What the templates can get to of what a deployment decides. */
    public DeploymentReach reach(Collection<Chart> charts, Map<String, String> userValues) {
        return scan(charts, userValues).reach();
    }

    private ConditionScan.Result scan(Collection<Chart> charts, Map<String, String> userValues) {
        var templates = new TreeMap<>(userValues);
        templates.values().removeIf(text -> !ChartTexts.mayBeTemplate(text));
        return known.computeIfAbsent(key(charts, templates), key -> ConditionScan.of(charts, templates, reader));
    }

    private static Key key(Collection<Chart> charts, Map<String, String> userValues) {
        var files = new TreeMap<String, ChartFile>();
        for (Chart chart : charts) {
            String prefix = (chart.isLibrary() ? "library " : "chart ") + chart.treePath() + " ";
            chart.files().forEach((path, file) -> {
                if (ChartTexts.reads(path, file)) {
                    files.put(prefix + path, file);
                }
            });
        }
        return new Key(files, Map.copyOf(userValues));
    }
}
