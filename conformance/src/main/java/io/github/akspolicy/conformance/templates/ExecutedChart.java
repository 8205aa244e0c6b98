package io.github.akspolicy.conformance.templates;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.template.chart.ChartExecution;
import io.github.akspolicy.template.chart.ChartNode;
import io.github.akspolicy.template.chart.ChartSource;
import io.github.akspolicy.template.chart.Composition;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.encode.EncodeException;
import io.github.akspolicy.template.encode.YamlReader;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A chart, read by the loader of charts, for the executor of templates. */
public final class ExecutedChart {
    private static final String METADATA = "Chart.yaml";
    private static final String VALUES = "values.yaml";
    private static final String REQUIREMENTS = "requirements.yaml";

    /** What Helm reads itself and does not hand to templates. */
    private static final Set<String> READ = Set.of(METADATA, "Chart.lock", VALUES, "values.schema.json");

    private ExecutedChart() {}

    /**
     * What each template of a chart writes.
     *
     * @param valuesFiles what the user sets, the weakest first
     * @param integers whole numbers that options set, as {@code key=number}: they are int64, those of files float64
     * @throws RenderException where Helm would end with an error
     */
    public static Map<String, Text> execute(
            Chart chart, List<byte[]> valuesFiles, List<String> integers, Release release, Dialect dialect)
            throws RenderException {
        try {
            GoMap user = GoMap.at(GoType.MAP, "");
            for (byte[] file : valuesFiles) {
                overlay(user, values(bytes(file), "values"));
            }
            integers.forEach(pair -> OptionValues.put(user, pair));
            return ChartExecution.execute(
                    Composition.of(source(chart), user, dialect), release, dialect, Observer.NONE);
        } catch (EncodeException unreadable) {
            throw new RenderException(unreadable.text());
        }
    }

    /** Files and options of the user: a map is merged, anything else is replaced. */
    static void overlay(GoMap into, GoMap from) {
        from.sorted().forEach((key, value) -> {
            var known = into.get(key);
            if (known != null && known.data() instanceof GoMap inner && value.data() instanceof GoMap other) {
                overlay(inner, other);
            } else {
                into.put(key, value);
            }
        });
    }

    /** The chart as Helm's loader would hand it on. */
    public static ChartSource source(Chart chart) throws EncodeException {
        var files = new ArrayList<ChartNode.ChartFile>();
        var templates = new ArrayList<ChartNode.ChartFile>();
        GoMap metadata = GoMap.empty();
        GoMap values = GoMap.at(GoType.MAP, "");
        for (Map.Entry<String, ChartFile> entry : chart.files().entrySet()) {
            String path = entry.getKey();
            String content = bytes(entry.getValue().content());
            if (path.equals(METADATA)) {
                overlay(metadata, values(content, path));
            } else if (path.equals(VALUES)) {
                values = values(content, path);
            } else if (path.startsWith("templates/")) {
                templates.add(new ChartNode.ChartFile(path, content));
            } else if (!READ.contains(path)) {
                files.add(new ChartNode.ChartFile(path, content));
            }
        }
        ChartFile requirements = chart.files().get(REQUIREMENTS);
        if (requirements != null && !metadata.has("dependencies")) {
            overlay(metadata, values(bytes(requirements.content()), REQUIREMENTS));
        }
        var charts = new ArrayList<ChartSource>();
        for (Chart subchart : chart.subcharts()) {
            charts.add(source(subchart));
        }
        return new ChartSource(metadata, files, templates, values, charts);
    }

    private static GoMap values(String content, String layer) throws EncodeException {
        return YamlReader.values(content, layer).data() instanceof GoMap map ? map : GoMap.at(GoType.MAP, "");
    }

    /** Bytes as the executor takes them, without a byte order mark, which Helm drops, too. */
    private static String bytes(byte[] content) {
        String bytes = new String(content, StandardCharsets.ISO_8859_1);
        return bytes.startsWith("\u00EF\u00BB\u00BF") ? bytes.substring(3) : bytes;
    }
}
