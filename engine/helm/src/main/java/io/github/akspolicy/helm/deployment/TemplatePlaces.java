package io.github.akspolicy.helm.deployment;

import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Site;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the nodes of templates are written. */
public final class TemplatePlaces {
    private static final String TEMPLATES = "templates/";

    private final Map<String, ChartFile> templates = new HashMap<>();

    /** What {@code tpl} may execute by the path that reports show, as bytes: values of the user first. */
    private final Map<String, String> others = new LinkedHashMap<>();

    private final String chartFile;

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
                    templates.put(instance.renderPath() + "/" + path, file);
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
    boolean isPlain(TemplateText text) {
        ChartFile file = templates.get(Bytes.text(text.name()));
        return file != null && file.text() != null;
    }

    /** The chart as a whole. */
    SourceLocation chart() {
        return new SourceLocation(chartFile, 1, 1, Role.TEMPLATE);
    }

    /** A template by Helm's name of it. */
    SourceLocation file(String renderPath) {
        ChartFile file = templates.get(renderPath);
        return new SourceLocation(file == null ? renderPath : file.shownPath(), 1, 1, Role.TEMPLATE);
    }

    /** The line of a node; of a text that {@code tpl} executes, the line of the file that has it, or else of the call. */
    SourceLocation of(Node node, @Nullable Site caller) {
        TemplateText text = node.file();
        int line = text.lineOf(node.position());
        ChartFile file = templates.get(Bytes.text(text.name()));
        if (file != null) {
            return new SourceLocation(file.shownPath(), line, column(text.text(), node.position()), Role.TEMPLATE);
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
