package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.execution.ReleaseExecution;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.template.chart.ChartNode;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.encode.EncodeException;
import io.github.akspolicy.template.encode.JsonWriter;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renders a release: all calls of Helm for its documents are made here. Helm renders the chart as it lies there, a folder or an
 * archive, of which nothing is changed, added or left out on the way; once, and what it prints is evaluated. The executor says which
 * template wrote what, and with which line breaks.
 *
 * <p>What Helm cannot answer without a cluster is the executor's, and stands here alone. It is only taken where the executor wrote
 * all that Helm did print of this chart, and nothing else: see {@link ComparedAnswer}. Otherwise the chart is an error.
 *
 * <ul>
 *   <li>Hooks, where the embedded Helm renders: the library returns the manifest of a release, and hooks are not in it.
 *   <li>A chart that looks something up, where the embedded Helm renders: the library asks a cluster, and there is none. Helm
 *       renders a copy in which {@code lookup} finds nothing, and the executor the chart itself: both must write the same.
 *   <li>Other APIs than Helm knows itself: the library takes no list, and the option of the binaries only adds to Helm's own.
 *   <li>Upgrades and another time: no Helm takes a revision or a time.
 *   <li>The values that each chart saw, and which charts are on: no Helm prints them.
 * </ul>
 */
public final class TextRenderer {
    /**
     * How Helm refuses a chart that may render where nothing is looked up for real. It takes the name of the template for a format, so
     * that one with a percent sign spoils the first; the second is the address that stands for a cluster.
     */
    private static final List<String> LOOKUP = List.of("error calling lookup", "Get \"none://none/");

    /** How it refuses what templates wrote. */
    private static final String UNREADABLE = "YAML parse error on ";

    /** {@code group/version} or {@code group/version/Kind}. */
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9.-]+(/[A-Za-z0-9.-]+){0,2}");

    private final ChartSession session;
    private final ChartCopies copies;
    private final ReleaseExecution release;

    /**
     * @param session the release
     * @param copies those of the chart
     * @param release the same release for the executor
     */
    public TextRenderer(ChartSession session, ChartCopies copies, ReleaseExecution release) {
        this.session = session;
        this.copies = copies;
        this.release = release;
    }

    /**
     * The documents of the chart as it lies there.
     *
     * @throws HelmFailure when Helm refuses it, or not all documents are known
     * @throws SourceException when the chart holds something that must not be read
     */
    public PlainRender documents(RenderReason reason) throws HelmFailure, SourceException, IOException {
        for (String version : session.request().apis().versions()) {
            if (!VERSION.matcher(version).matches()) {
                throw new HelmFailure("this is not an API version: " + version);
            }
        }
        HelmAnswer answer = session.render(reason, copies.untouched(session::pack));
        String error = answer.error();
        boolean looksUp = !answer.hasHooks() && LOOKUP.stream().anyMatch(error::contains);
        if (looksUp) {
            answer = withoutLookups();
        }
        if (answer.failed()) {
            return unreadable(answer);
        }
        ComparedAnswer compared = compared(answer);
        requireAll(compared, answer);
        if (looksUp) {
            compared.require("looks something up, which the embedded Helm cannot do without a cluster");
        }
        SortedMap<String, String> files = release.isAsHelm() ? compared.files() : asAsked(compared);
        return new PlainRender(files, values(), "", answer.log());
    }

    private ComparedAnswer compared(HelmAnswer answer) {
        try {
            SortedMap<String, Text> written = release.asHelm();
            var compared = new ComparedAnswer(answer.output(), answer.hasHooks(), written, "");
            if (!compared.isEqual()) {
                compared.passOver(written, release.later());
            }
            return compared;
        } catch (RenderException failed) {
            return new ComparedAnswer(
                    answer.output(), answer.hasHooks(), new TreeMap<>(), String.valueOf(failed.getMessage()));
        }
    }

    /** What is not printed must be known otherwise. */
    private static void requireAll(ComparedAnswer compared, HelmAnswer answer) throws HelmFailure {
        if (!answer.isWhole()) {
            compared.require("may render a NUL character, behind which the answer of Helm cannot be read");
        }
        if (!answer.hasHooks()) {
            compared.require("may have hooks, which the embedded Helm does not print");
        }
    }

    /** Helm's answer for a copy of the chart, or its error for the chart itself. */
    private HelmAnswer withoutLookups() throws HelmFailure, IOException {
        HelmAnswer answer = session.render(RenderReason.LOOKUP, copies.withoutLookups());
        if (answer.failed()) {
            throw new HelmFailure(refusal(answer.error()));
        }
        return answer;
    }

    /** Helm's error for the chart itself, as the executor knows it: that for a copy quotes other text. */
    private String refusal(String ofCopy) {
        try {
            release.asHelm();
        } catch (RenderException refused) {
            return refused.failure() == null ? ofCopy : String.valueOf(refused.getMessage());
        }
        return ofCopy.startsWith(UNREADABLE)
                ? ofCopy
                : "lookup is called in text that tpl reads, which the embedded Helm cannot do without a cluster: call"
                        + " it in a template, or " + ComparedAnswer.FIX;
    }

    /**
     * What templates wrote of which Helm cannot read all as YAML, so that it prints nothing. Helm refuses the chart; the texts lead to
     * the lines.
     */
    private PlainRender unreadable(HelmAnswer answer) throws HelmFailure {
        var files = new TreeMap<String, String>();
        try {
            release.asHelm().forEach((path, text) -> put(files, path, text));
        } catch (RenderException failed) {
            throw new HelmFailure(answer.error());
        }
        return new PlainRender(files, values(), answer.error(), answer.log());
    }

    private static void put(Map<String, String> files, String path, @Nullable Text written) {
        String text = written == null ? "" : Bytes.text(written.bytes());
        if (!text.isBlank()) {
            files.merge(path, text, (one, other) -> one + "\n---\n" + other);
        }
    }

    /** What templates write with other APIs, as an upgrade or at another time, beside what Helm printed for all others. */
    private SortedMap<String, String> asAsked(ComparedAnswer compared) throws HelmFailure {
        var files = new TreeMap<>(compared.files());
        try {
            for (String path : release.differing()) {
                compared.require("is rendered for other APIs, another revision or another time than Helm can be given");
                files.remove(path);
                Text now = release.asHelm().get(path);
                Text asked = release.asAsked().get(path);
                put(files, path, asked);
                if (session.request().isAtAnotherTime() && !ExecutedDocument.areAlike(now, asked)) {
                    // Helm may have printed either for the installation
                    put(files, path, now);
                }
            }
        } catch (RenderException refused) {
            compared.require("is rendered for other APIs, another revision or another time than Helm can be given");
            throw new HelmFailure(String.valueOf(refused.getMessage()));
        }
        return files;
    }

    /** The values of the charts that are on before any template is executed, by the names that lead to them. */
    private Map<List<String>, String> values() throws HelmFailure {
        try {
            var values = new LinkedHashMap<List<String>, String>();
            add(release.release().shared(), List.of(), values);
            return values;
        } catch (RenderException failed) {
            throw new HelmFailure(String.valueOf(failed.getMessage()));
        } catch (EncodeException failed) {
            throw new HelmFailure("the values cannot be written as JSON: " + failed.text());
        }
    }

    private static void add(ChartNode chart, List<String> names, Map<List<String>, String> values)
            throws EncodeException {
        Text json = JsonWriter.write(Value.of(chart.values(), Sources.NONE), JsonWriter.Layout.COMPACT);
        values.put(names, Bytes.text(json.bytes()));
        for (ChartNode inner : chart.subcharts()) {
            add(
                    inner,
                    Stream.concat(names.stream(), Stream.of(Bytes.text(inner.name())))
                            .toList(),
                    values);
        }
    }
}
