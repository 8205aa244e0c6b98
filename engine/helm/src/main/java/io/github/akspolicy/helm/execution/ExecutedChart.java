package io.github.akspolicy.helm.execution;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.template.chart.ChartExecution;
import io.github.akspolicy.template.chart.ChartNode;
import io.github.akspolicy.template.chart.ChartSource;
import io.github.akspolicy.template.chart.ChartTemplates;
import io.github.akspolicy.template.chart.ComposedChart;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.encode.EncodeException;
import io.github.akspolicy.template.encode.YamlReader;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A chart with the values of a release, for the executor of templates. Each execution begins with the values as they were. */
public final class ExecutedChart {
    private static final String METADATA = "Chart.yaml";
    private static final String VALUES = "values.yaml";
    private static final String REQUIREMENTS = "requirements.yaml";
    private static final String API_VERSION = "apiVersion";

    /** What Helm reads itself and does not hand to templates. */
    private static final Set<String> READ = Set.of(METADATA, "Chart.lock", VALUES, "values.schema.json");

    /** What it hands to templates of charts of the first version alone, and reads itself as well. */
    private static final Set<String> FIRST_VERSION = Set.of(REQUIREMENTS, "requirements.lock");

    /** A question for a type, for the version, or for something that one Helm has and the other has not. */
    private static final List<String> TYPES =
            List.of("typeOf", "typeIs", "kindOf", "kindIs", "deepEqual", "HelmVersion", "Dependencies");

    private static final Pattern PRINTED_TYPE = Pattern.compile("%[#+]*[Tv]");
    private static final Pattern WHOLE_CHART = Pattern.compile("\\.Chart\\s*[|)}]");

    private final ChartSource source;
    private final GoMap user;
    private final Dialect dialect;
    private final Reading reading;

    /** The same chart without {@link #changes}. */
    private final @Nullable ExecutedChart before;

    private final GoMap changes;
    private @Nullable ComposedChart composed;

    /** What is read of a chart once, whatever its values are. */
    private static final class Reading {
        private final ChartTemplates templates = new ChartTemplates();
        private @Nullable Boolean mayTellHelmsApart;

        synchronized boolean mayTellHelmsApart(ChartSource chart) {
            if (mayTellHelmsApart == null) {
                mayTellHelmsApart = ExecutedChart.mayTellHelmsApart(chart);
            }
            return mayTellHelmsApart;
        }
    }

    private ExecutedChart(ChartSource source, GoMap user, Dialect dialect, Reading reading) {
        this(source, user, dialect, reading, null, GoMap.empty());
    }

    private ExecutedChart(
            ChartSource source,
            GoMap user,
            Dialect dialect,
            Reading reading,
            @Nullable ExecutedChart before,
            GoMap changes) {
        this.reading = reading;
        this.source = source;
        this.user = user;
        this.dialect = dialect;
        this.before = before;
        this.changes = changes;
    }

    /**
     * A chart without values of the user.
     *
     * @param dialect which Helm is followed
     * @throws RenderException where Helm would end with an error
     */
    public static ExecutedChart of(Chart chart, Dialect dialect) throws RenderException {
        try {
            return new ExecutedChart(source(chart), GoMap.at(GoType.MAP, ""), dialect, new Reading());
        } catch (EncodeException unreadable) {
            throw new RenderException(unreadable.text());
        }
    }

    /**
     * A chart of a release.
     *
     * @param valuesFiles what the user sets, the weakest first
     * @param integers whole numbers that options set, as {@code key=number}: they are int64, those of files float64
     * @param dialect which Helm is followed
     * @throws RenderException where Helm would end with an error
     */
    public static ExecutedChart of(Chart chart, List<byte[]> valuesFiles, List<String> integers, Dialect dialect)
            throws RenderException {
        return of(chart, dialect).with(valuesFiles, integers);
    }

    /** The same chart for a release: see {@link #of(Chart, List, List, Dialect)}. */
    public ExecutedChart with(List<byte[]> valuesFiles, List<String> integers) throws RenderException {
        GoMap changed = values();
        for (byte[] file : valuesFiles) {
            overlay(changed, values(file));
        }
        integers.forEach(pair -> WholeNumbers.put(changed, pair));
        return new ExecutedChart(source, changed, dialect, reading);
    }

    /**
     * The third-party charts in a chart, without values of the user. Of the charts of the user there is only which charts they
     * depend on: no template, no file, no default and no condition.
     *
     * @param chart the chart that this one was read from
     */
    ExecutedChart alone(Chart chart) throws RenderException {
        try {
            return new ExecutedChart(outline(chart), GoMap.at(GoType.MAP, ""), dialect, reading);
        } catch (EncodeException unreadable) {
            throw new RenderException(unreadable.text());
        }
    }

    private static ChartSource outline(Chart chart) throws EncodeException {
        if (!chart.isOwn()) {
            return source(chart);
        }
        var charts = new ArrayList<ChartSource>();
        for (Chart subchart : chart.subcharts()) {
            charts.add(outline(subchart));
        }
        return new ChartSource(
                metadata(Bytes.of(chart.outline())), List.of(), List.of(), GoMap.at(GoType.MAP, ""), charts);
    }

    /** What stands for the version of the Helm that is followed. */
    public String helmVersion() {
        return dialect.isHelm4() ? "v4.1.4" : "v3.21.0";
    }

    /** Which Helm is followed. */
    Dialect dialect() {
        return dialect;
    }

    /** Whether some text may ask for what is of another type in the other Helm. */
    public boolean mayTellHelmsApart() {
        return reading.mayTellHelmsApart(source);
    }

    private static boolean mayTellHelmsApart(ChartSource chart) {
        return chart.templates().stream().anyMatch(file -> mayAskForType(file.bytes()))
                || chart.charts().stream().anyMatch(ExecutedChart::mayTellHelmsApart);
    }

    private static boolean mayAskForType(String text) {
        return TYPES.stream().anyMatch(text::contains)
                || (text.indexOf('%') >= 0 && PRINTED_TYPE.matcher(text).find())
                || (text.contains(".Chart") && WHOLE_CHART.matcher(text).find());
    }

    /** The same for the Helm that is not followed. */
    public ExecutedChart withOtherHelm() {
        return new ExecutedChart(source, values(), dialect.isHelm4() ? Dialect.HELM_3_20 : Dialect.HELM_4, reading);
    }

    /** The charts that are on, with their values, which an execution may change. */
    public ChartNode composed() throws RenderException {
        // charts share what is inside of globals, which a template may change for all of them
        return ComposedChart.copy(changes.has("global") ? once().shared() : shared());
    }

    /** The same with values that no execution may change. */
    public ChartNode shared() throws RenderException {
        Optional<ChartNode> changed =
                before == null ? Optional.empty() : before.once().with(changes);
        return changed.isPresent() ? changed.get() : once().shared();
    }

    private synchronized ComposedChart once() throws RenderException {
        if (composed == null) {
            composed = ComposedChart.of(source, values(), dialect);
        }
        return composed;
    }

    private GoMap values() {
        GoMap all = GoMap.at(GoType.MAP, "");
        overlay(all, user);
        overlay(all, changes);
        return all;
    }

    /**
     * What each template of a chart writes.
     *
     * @param chart what {@link #composed} gave
     * @param observer is told what is decided
     * @throws RenderException where Helm would end with an error
     */
    public Map<String, Text> execute(ChartNode chart, Release release, Observer observer) throws RenderException {
        return execute(chart, release, observer, path -> true);
    }

    /**
     * The same of some templates.
     *
     * @param wanted which to execute, by Helm's names of them
     */
    public Map<String, Text> execute(ChartNode chart, Release release, Observer observer, Predicate<String> wanted)
            throws RenderException {
        return ChartExecution.execute(chart, release, dialect, observer, reading.templates, wanted);
    }

    /**
     * The same chart with further values of the user.
     *
     * @param others what wins over all other values, such as {@link #values(byte[])}; not changed
     */
    public ExecutedChart with(GoMap others) {
        return new ExecutedChart(source, changes.size() == 0 ? user : values(), dialect, reading, this, others);
    }

    /**
     * Values of YAML or JSON, each of which knows its path.
     *
     * @throws RenderException where Helm would refuse the text
     */
    public static GoMap values(byte[] text) throws RenderException {
        try {
            return values(bytes(text));
        } catch (EncodeException unreadable) {
            throw new RenderException(unreadable.text());
        }
    }

    /** Files and options of the user: a map is merged, anything else is replaced. Maps of {@code from} are not shared. */
    public static void overlay(GoMap into, GoMap from) {
        from.sorted().forEach((key, value) -> {
            var known = into.get(key);
            if (value.data() instanceof GoMap other) {
                GoMap inner = known != null && known.data() instanceof GoMap map
                        ? map
                        : other.path() == null ? GoMap.empty() : GoMap.at(GoType.MAP, other.path());
                overlay(inner, other);
                into.put(key, Value.of(inner, value.sources()));
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
                overlay(metadata, metadata(content));
            } else if (path.equals(VALUES)) {
                values = values(content);
            } else if (path.startsWith("templates/")) {
                templates.add(new ChartNode.ChartFile(path, content));
            } else if (!READ.contains(path) && !isPassedOver(path)) {
                files.add(new ChartNode.ChartFile(path, content));
            }
        }
        metadata.put(API_VERSION, Value.of(Text.of(Bytes.of(chart.apiVersion()))));
        if (!chart.isFirstVersion()) {
            files.removeIf(file -> FIRST_VERSION.contains(file.path()));
        }
        ChartFile requirements = chart.files().get(REQUIREMENTS);
        if (requirements != null && !metadata.has("dependencies")) {
            overlay(metadata, metadata(bytes(requirements.content())));
        }
        var charts = new ArrayList<ChartSource>();
        for (Chart subchart : chart.subcharts()) {
            charts.addAll(Collections.nCopies(subchart.times(), source(subchart)));
        }
        return new ChartSource(metadata, files, templates, values, charts);
    }

    /** Of what lies in {@code charts/} and is no chart, Helm keeps signatures. */
    private static boolean isPassedOver(String path) {
        return path.startsWith("charts/") && !path.endsWith(".prov");
    }

    /** What a file of the chart says, which is no value. */
    private static GoMap metadata(String content) throws EncodeException {
        return YamlReader.map(Text.of(content)).data() instanceof GoMap map ? map : GoMap.empty();
    }

    private static GoMap values(String content) throws EncodeException {
        return YamlReader.values(content).data() instanceof GoMap map ? map : GoMap.at(GoType.MAP, "");
    }

    /** Bytes as the executor takes them, without a byte order mark, which Helm drops, too. */
    private static String bytes(byte[] content) {
        String bytes = new String(content, StandardCharsets.ISO_8859_1);
        return bytes.startsWith("\u00EF\u00BB\u00BF") ? bytes.substring(3) : bytes;
    }
}
