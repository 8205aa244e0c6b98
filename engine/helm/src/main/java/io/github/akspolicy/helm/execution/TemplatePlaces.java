package io.github.akspolicy.helm.execution;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Site;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the nodes of templates are written. */
public final class TemplatePlaces {
    private static final String TEMPLATES = "templates/";

    private final Map<String, Template> templates = new HashMap<>();

    /** What {@code tpl} may execute by the path that reports show, as bytes: values of the user first. */
    private final Map<String, String> others = new LinkedHashMap<>();

    private final String chartFile;

    /**
     * A template.
     *
     * @param chart the chart that it is a file of
     * @param path its path in the chart
     * @param file its text, and the path that reports show
     */
    public record Template(Chart chart, String path, ChartFile file) {}

    /**
     * The places of a chart.
     *
     * @param instances its charts, the root first
     * @param userValues values that the user gives, by the path that reports show
     */
    public TemplatePlaces(List<Instance> instances, Map<String, String> userValues) {
        userValues.forEach((path, text) -> others.put(path, Bytes.of(text)));
        for (Instance instance : instances) {
            instance.chart().files().forEach((path, file) -> {
                if (path.startsWith(TEMPLATES)) {
                    templates.put(instance.renderPath() + "/" + path, new Template(instance.chart(), path, file));
                } else {
                    others.computeIfAbsent(
                            file.shownPath(), shown -> new String(file.content(), StandardCharsets.ISO_8859_1));
                }
            });
        }
        Instance root = instances.get(0);
        ChartFile file = root.chart().files().get("Chart.yaml");
        this.chartFile = file == null ? root.chart().name() : file.shownPath();
    }

    /** Whether a text is that of a template file, and UTF-8: its conditions can be read there. */
    public boolean isPlain(TemplateText text) {
        Template template = templates.get(Bytes.text(text.name()));
        return template != null && template.file().text() != null;
    }

    /** All templates, by Helm's names of them. */
    public Map<String, Template> templates() {
        return Collections.unmodifiableMap(templates);
    }

    /** A template by Helm's name of it; null for none. */
    public @Nullable Template template(String renderPath) {
        return templates.get(renderPath);
    }

    /** The template that a node stands in; null for a text that {@code tpl} executes. */
    public @Nullable Template template(Node node) {
        return templates.get(Bytes.text(node.file().name()));
    }

    /**
     * The very place that wrote a piece of text: of text of a template its first character, of anything else the beginning of its
     * action.
     *
     * @return null for a text that {@code tpl} executes
     */
    public @Nullable SourceLocation writer(Site site) {
        Template template = template(site.node());
        if (template == null) {
            return null;
        }
        String text = site.node().file().text();
        int at = site.position();
        if (site.node() instanceof Node.Text) {
            int end = Math.min(
                    text.length(), at + ((Node.Text) site.node()).text().length() - site.offset());
            int first = at;
            while (first < end && Character.isWhitespace(text.charAt(first)) && text.charAt(first) != '\n') {
                first++;
            }
            at = first < end && text.charAt(first) != '\n' ? first : at;
        } else {
            at = Math.max(0, text.lastIndexOf("{{", at));
        }
        int line = text.lastIndexOf('\n', at - 1) + 1;
        return new SourceLocation(
                template.file().shownPath(),
                site.node().file().lineOf(at),
                Bytes.text(text.substring(line, at)).length() + 1,
                Role.TEMPLATE);
    }

    /** The chart as a whole. */
    public SourceLocation chart() {
        return new SourceLocation(chartFile, 1, 1, Role.TEMPLATE);
    }

    /** A template by Helm's name of it. */
    public SourceLocation file(String renderPath) {
        Template template = templates.get(renderPath);
        return new SourceLocation(
                template == null ? renderPath : template.file().shownPath(), 1, 1, Role.TEMPLATE);
    }

    /** The line of a node; of a text that {@code tpl} executes, the line of the file that has it, or else of the call. */
    public SourceLocation of(Node node, @Nullable Site caller) {
        TemplateText text = node.file();
        int line = text.lineOf(node.position());
        Template template = template(node);
        if (template != null) {
            return new SourceLocation(
                    template.file().shownPath(), line, column(text.text(), node.position()), Role.TEMPLATE);
        }
        SourceLocation written = written(text.text(), line);
        if (written != null || caller == null) {
            return written == null ? chart() : written;
        }
        return of(caller.node(), caller.caller());
    }

    /** The column at which the action begins, counted from 1. */
    private static int column(String text, int position) {
        int begin = text.lastIndexOf('\n', Math.max(0, position - 1)) + 1;
        int action = text.lastIndexOf("{{", position);
        return action < begin ? 1 : Bytes.text(text.substring(begin, action)).length() + 1;
    }

    private @Nullable SourceLocation written(String text, int line) {
        String wanted = text.split("\n", -1)[line - 1].strip();
        for (Map.Entry<String, String> other : others.entrySet()) {
            String content = other.getValue();
            int whole = content.indexOf(text);
            int at = whole < 0 ? content.indexOf(wanted) : whole;
            if (at >= 0) {
                int first = 1
                        + (int) content.substring(0, at)
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                return new SourceLocation(other.getKey(), whole < 0 ? first : first + line - 1, 1, Role.VALUES);
            }
        }
        return null;
    }
}
