package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.chart.ChartNode.ChartFile;
import io.github.akspolicy.template.exec.ParsedTexts;
import io.github.akspolicy.template.exec.TemplateSet;
import io.github.akspolicy.template.parse.ParseException;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is read of the files of a chart once, though it is executed several times, with other values or in another situation. Safe for
 * several threads.
 */
public final class ChartTemplates {
    private static final Comparator<String> HELM_ORDER = Comparator.<String>comparingLong(
                    path -> path.chars().filter(c -> c == '/').count())
            .thenComparing(Comparator.naturalOrder())
            .reversed();

    private final ParsedTexts parsed = new ParsedTexts();
    private final Map<Dialect, Read> latest = new ConcurrentHashMap<>();

    /** What of a chart its templates depend on; lists of one chart are the same in all executions. */
    private record Part(String path, List<ChartFile> files, List<ChartFile> templates, boolean isLibrary) {}

    /**
     * A template of a file.
     *
     * @param path Helm's name of it
     * @param folder that of the templates of its chart
     * @param chart which of the charts it belongs to
     */
    record Template(String path, String folder, int chart) {
        /** Whether others call what it defines, and nothing else comes of it. */
        boolean isPartial() {
            return path.startsWith("_", path.lastIndexOf('/') + 1);
        }
    }

    /**
     * The templates of a chart that is executed.
     *
     * @param parts the charts, each after those in it
     * @param inOrder all templates of files, in the order in which Helm reads and executes them
     * @param set what can be called by name
     * @param files {@code .Files} of each chart
     */
    record Read(List<Part> parts, List<Template> inOrder, TemplateSet set, List<Value> files) {}

    /**
     * The templates of a chart.
     *
     * @throws RenderException if Go would refuse one of them
     */
    Read read(ChartNode chart, Dialect dialect, Map<String, Function> functions) throws RenderException {
        var parts = new ArrayList<Part>();
        collect(chart, parts);
        Read known = latest.get(dialect);
        if (known == null || !known.parts().equals(parts)) {
            known = read(parts, new TemplateSet(functions, parsed));
            latest.put(dialect, known);
        }
        return known;
    }

    private static void collect(ChartNode chart, List<Part> parts) {
        chart.subcharts().forEach(child -> collect(child, parts));
        parts.add(new Part(chart.path(), chart.files(), chart.templates(), chart.isLibrary()));
    }

    private static Read read(List<Part> parts, TemplateSet set) throws RenderException {
        var templates = new TreeMap<String, Template>(HELM_ORDER);
        var texts = new TreeMap<String, String>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            for (ChartFile file : part.templates()) {
                var template = new Template(part.path() + "/" + file.path(), part.path() + "/templates", i);
                if (!part.isLibrary() || template.isPartial()) {
                    templates.put(template.path(), template);
                    texts.put(template.path(), file.bytes());
                }
            }
        }
        for (String path : templates.keySet()) {
            try {
                set.add(new TemplateText(Bytes.of(path), texts.getOrDefault(path, "")));
            } catch (ParseException refused) {
                throw new RenderException(ErrorTexts.of(refused));
            }
        }
        return new Read(
                parts,
                List.copyOf(templates.values()),
                set,
                parts.stream().map(part -> HelmFiles.of(part.files())).toList());
    }
}
