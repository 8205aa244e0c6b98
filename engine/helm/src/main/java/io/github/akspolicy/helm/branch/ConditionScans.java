package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.source.ContentDigest;
import io.github.akspolicy.source.DeploymentCondition;
import java.nio.charset.StandardCharsets;
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
    private final Map<String, ConditionScan.Result> known = new ConcurrentHashMap<>();

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
        templates.values().removeIf(text -> !ConditionScan.mayBeTemplate(text));
        return known.computeIfAbsent(key(charts, templates), key -> ConditionScan.of(charts, templates));
    }

    private static String key(Collection<Chart> charts, Map<String, String> userValues) {
        var digests = new TreeMap<String, String>();
        for (Chart chart : charts) {
            String prefix = (chart.isLibrary() ? "library " : "chart ") + chart.treePath() + " ";
            for (Map.Entry<String, ChartFile> file : chart.files().entrySet()) {
                if (!ConditionScan.reads(file.getKey(), file.getValue())) {
                    continue;
                }
                digests.put(
                        prefix + file.getKey() + " " + file.getValue().shownPath(),
                        ContentDigest.of(file.getValue().content()));
            }
        }
        userValues.forEach(
                (path, text) -> digests.put("values " + path, ContentDigest.of(text.getBytes(StandardCharsets.UTF_8))));
        return ContentDigest.ofFiles(digests);
    }
}
