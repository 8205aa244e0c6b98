package io.github.akspolicy.conformance.templates;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.template.chart.ChartExecution;
import io.github.akspolicy.template.chart.ChartNode.ChartFile;
import io.github.akspolicy.template.chart.ChartSource;
import io.github.akspolicy.template.chart.Composition;
import io.github.akspolicy.template.chart.DefaultCapabilities;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.encode.EncodeException;
import io.github.akspolicy.template.encode.YamlReader;
import io.github.akspolicy.template.exec.LimitException;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Templates that are rendered in one chart, with one of a few sets of values. */
final class ExpressionCases {
    private static final String SET = "expressions";
    private static final String TEMPLATE = "templates/t.yaml";
    private static final String KUBE_VERSION = "v1.31.2";

    /** What the set {@code main} gets by options: whole numbers of {@code --set} are int64, as in Helm. */
    private static final List<String> MORE_APIS = List.of("example.org/v1/Widget", "example.org/v1");

    private final Path folder;
    private final Map<String, ChartSource> bases = new HashMap<>();

    ExpressionCases(Path folder) {
        this.folder = folder;
    }

    /** One entry for helm 3, and one for helm 4 where that answers otherwise. */
    List<Entry> judge(Map<?, ?> fields) throws IOException {
        var entries = new ArrayList<Entry>();
        entries.add(entry(fields, Dialect.HELM_3, ""));
        if (fields.containsKey("differs")) {
            entries.add(entry(fields, Dialect.HELM_4, "4"));
        }
        return entries;
    }

    private Entry entry(Map<?, ?> fields, Dialect dialect, String version) throws IOException {
        String id = fields.get("id") + (version.isEmpty() ? "" : " helm 4");
        String group = String.valueOf(fields.get("group"));
        TemplateAnswer expected = TemplateAnswer.of(fields, version)
                .orElseThrow(() -> new IOException(id + ": neither an output nor an error"));
        TemplateAnswer actual = answer(fields, dialect);
        boolean met = expected.isMetBy(actual);
        return Entry.covered(
                id,
                SET + "/" + group,
                group.replaceFirst("/.*", ""),
                expected.toString(),
                met ? expected.toString() : actual.toString(),
                met ? "" : DecidedDifference.reason(String.valueOf(fields.get("template")), expected, actual));
    }

    private TemplateAnswer answer(Map<?, ?> fields, Dialect dialect) throws IOException {
        try {
            String set = fields.get("values") instanceof String named ? named : "main";
            ChartSource chart = chart(set, fields);
            GoMap user = set.equals("main") ? OptionValues.ofMain() : GoMap.at(GoType.MAP, "");
            var apis = new ArrayList<>(DefaultCapabilities.apiVersions(dialect));
            apis.addAll(set.equals("main") ? MORE_APIS : List.of());
            Release release = new Release("rel", "ns1", false, 1, KUBE_VERSION, apis, helm(dialect));
            Text text = ChartExecution.execute(Composition.of(chart, user, dialect), release, dialect, Observer.NONE)
                    .get("c/" + TEMPLATE);
            return TemplateAnswer.text(text == null ? "" : text.bytes());
        } catch (RenderException | LimitException failed) {
            return TemplateAnswer.error(String.valueOf(failed.getMessage()));
        } catch (EncodeException failed) {
            return TemplateAnswer.error(failed.text());
        }
    }

    static String helm(Dialect dialect) {
        return dialect == Dialect.HELM_3 ? "v3.17.2" : "v4.1.4";
    }

    /** The chart of all cases with a set of values and with what the case adds. */
    private ChartSource chart(String set, Map<?, ?> fields) throws IOException, EncodeException {
        ChartSource base = bases.get(set);
        if (base == null) {
            ChartSource kid = read("base/charts/kid", "base/charts/kid/values.yaml", List.of());
            base = read("base", "values/" + set + ".yaml", List.of(kid));
            bases.put(set, base);
        }
        var files = new ArrayList<>(base.files());
        var templates = new ArrayList<>(base.templates());
        add(TEMPLATE, Bytes.of(String.valueOf(fields.get("template"))), files, templates);
        if (fields.get("files") instanceof Map<?, ?> more) {
            more.forEach((path, text) -> add(String.valueOf(path), Bytes.of(String.valueOf(text)), files, templates));
        }
        return new ChartSource(base.metadata(), files, templates, base.values(), base.charts());
    }

    private ChartSource read(String at, String values, List<ChartSource> charts) throws IOException, EncodeException {
        Path root = folder.resolve(at);
        var files = new ArrayList<ChartFile>();
        var templates = new ArrayList<ChartFile>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (!path.startsWith("charts/")) {
                    add(path, read(file), files, templates);
                }
            }
        }
        return new ChartSource(
                map(read(root.resolve("Chart.yaml"))), files, templates, map(read(folder.resolve(values))), charts);
    }

    private static void add(String path, String bytes, List<ChartFile> files, List<ChartFile> templates) {
        String text = bytes.startsWith("\u00EF\u00BB\u00BF") ? bytes.substring(3) : bytes;
        if (path.startsWith("templates/")) {
            templates.removeIf(known -> known.path().equals(path));
            templates.add(new ChartFile(path, text));
        } else if (!path.equals("Chart.yaml") && !path.equals("values.yaml")) {
            files.removeIf(known -> known.path().equals(path));
            files.add(new ChartFile(path, text));
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private static GoMap map(String text) throws EncodeException {
        return YamlReader.values(text).data() instanceof GoMap map ? map : GoMap.at(GoType.MAP, "");
    }
}
