package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.Templates.Found;
import io.github.akspolicy.helm.branch.Templates.Source;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.values.ValuesText;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists the conditions of a chart and of the charts it brings that a deployment may decide otherwise. */
final class ConditionScan {
    /** What is learned passes from one template to the next; real charts are done after two rounds. */
    private static final int MOST_ROUNDS = 12;

    private static final String TEMPLATES = "templates/";

    private static final String NOTES = "NOTES.txt";
    private static final String OPEN = "{{";

    private static final Pattern API_VERSIONS = Pattern.compile("APIVersions");

    private final List<Source> partials = new ArrayList<>();
    private final List<Source> rendered = new ArrayList<>();
    private final List<Source> notes = new ArrayList<>();
    private final List<Source> values = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private @Nullable String unread;
    private boolean isFileUnread;
    private boolean isMetadataTemplate;
    private boolean usesFiles;

    private ConditionScan() {}

    /**
     * @param charts those that are on, each once
     * @param userValues values that the user gives, by the path that reports show
     */
    static Result of(Collection<Chart> charts, Map<String, String> userValues) {
        var scan = new ConditionScan();
        charts.forEach(scan::add);
        userValues.forEach(scan::addValues);
        return scan.result();
    }

    /**
     * What a scan finds.
     *
     * @param conditions sorted, each place once
     */
    record Result(List<DeploymentCondition> conditions, DeploymentReach reach) {}

    private void add(Chart chart) {
        chart.files().forEach((path, file) -> {
            if (!reads(path, file)) {
                return;
            }
            String text = file.text();
            boolean isTemplate = path.startsWith(TEMPLATES);
            if (text == null) {
                unread(isTemplate, file);
                isFileUnread = true;
                return;
            }
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (isTemplate) {
                boolean isRendered = !name.startsWith("_") && !chart.isLibrary();
                template(file, text, name.equals(NOTES) ? notes : isRendered ? rendered : partials);
            } else if (path.equals("values.yaml")) {
                addValues(file.shownPath(), text);
            } else if (isTemplate(path, file, text)) {
                // tpl (.Files.Get "x") makes a template of it
                TemplateFile template = TemplateFile.read(text).orElse(null);
                isFileUnread |= template == null;
                if (template != null) {
                    values.add(new Source(file.shownPath(), 1, template, true));
                }
            } else {
                isFileUnread = true;
            }
            isMetadataTemplate |= path.equals("Chart.yaml");
        });
    }

    private void template(ChartFile file, String text, List<Source> kind) {
        TemplateFile template = TemplateFile.read(text).orElse(null);
        unread(template == null || file.shownPath().contains(OPEN), file);
        usesFiles |= text.contains("Files");
        if (template != null) {
            kind.add(new Source(file.shownPath(), 1, template, false));
        }
    }

    private void unread(boolean isUnread, ChartFile file) {
        if (isUnread && unread == null) {
            unread = file.shownPath();
        }
    }

    /** Whether the content of a file matters to a scan. */
    static boolean reads(String path, ChartFile file) {
        return path.startsWith(TEMPLATES) || hasBraces(file);
    }

    private static boolean hasBraces(ChartFile file) {
        byte[] content = file.content();
        for (int i = 1; i < content.length; i++) {
            if (content[i] == '{' && content[i - 1] == '{') {
                return true;
            }
        }
        return false;
    }

    private static boolean isTemplate(String path, ChartFile file, String text) {
        boolean isProse = path.endsWith(".md") || path.endsWith(".gotmpl") || path.contains("/ci/");
        return !isProse && file.content().length < 1 << 20 && text.contains(OPEN);
    }

    /** Whether a text of values holds what {@code tpl} would execute. */
    static boolean mayBeTemplate(String values) {
        return values.contains(OPEN);
    }

    private void addValues(String shownPath, String text) {
        if (!mayBeTemplate(text)) {
            return;
        }
        try {
            texts(
                    ValuesText.read(text).tree(),
                    (value, line) -> TemplateFile.read(value).ifPresent(template -> {
                        texts.add(value);
                        values.add(new Source(shownPath, line, template, true));
                    }));
        } catch (ManifestException unreadable) {
            // Helm decides about it: where it renders, the line of a template in there is not known
            TemplateFile.read(text).ifPresent(template -> values.add(new Source(shownPath, 1, template, true)));
        }
    }

    private static void texts(Node node, BiConsumer<String, Integer> texts) {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> texts(entry.value(), texts));
        } else if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(item -> texts(item, texts));
        } else if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text && text.contains(OPEN)) {
            texts.accept(text, scalar.position().line());
        }
    }

    private Result result() {
        var all = new ArrayList<>(rendered);
        all.addAll(partials);
        all.addAll(values);
        all.addAll(notes);
        var templates = new Templates(all);
        int round = 0;
        do {
            templates.begin();
            for (Source source : rendered) {
                TemplateWalk.file(source, templates, Trace.ROOT);
            }
            for (Source source : templates.callsTpl() ? values : List.<Source>of()) {
                TemplateWalk.file(source, templates, templates.tplContext());
                if (source.file().matches(API_VERSIONS)) {
                    templates.reached(Set.of(DeploymentInput.API_VERSIONS));
                }
            }
            // what they write is not evaluated, but they may change values
            templates.quiet(() -> notes.forEach(source -> TemplateWalk.file(source, templates, Trace.ROOT)));
        } while (templates.hasChanged() && ++round < MOST_ROUNDS);
        String lost = templates.hasChanged() ? "templates that change what others read" : lost(templates);
        return new Result(
                located(templates.found()),
                new DeploymentReach(templates.reached(), lost, templates.callsTpl() ? Set.copyOf(texts) : null));
    }

    private @Nullable String lost(Templates templates) {
        if (unread != null || templates.lostAt() != null) {
            return unread == null ? templates.lostAt() : unread;
        }
        if (!templates.callsTpl()) {
            return null;
        }
        return templates.hasComposedValues()
                ? "values that templates compose"
                : isMetadataTemplate ? "Chart.yaml" : usesFiles && isFileUnread ? "files of the chart" : null;
    }

    private static List<DeploymentCondition> located(List<Found> found) {
        Map<SourceLocation, DeploymentCondition> conditions = new HashMap<>();
        for (Found one : found) {
            Source source = one.source();
            var at = new SourceLocation(
                    source.shownPath(),
                    source.firstLine() + source.file().lineOf(one.action()) - 1,
                    source.file().columnOf(one.action()),
                    Role.TEMPLATE);
            conditions.merge(
                    at,
                    new DeploymentCondition(at, List.copyOf(one.inputs()), one.secretData()),
                    ConditionScan::merged);
        }
        return List.copyOf(new TreeSet<>(conditions.values()));
    }

    private static DeploymentCondition merged(DeploymentCondition one, DeploymentCondition other) {
        var inputs = new ArrayList<>(one.inputs());
        inputs.addAll(other.inputs());
        return new DeploymentCondition(one.at(), inputs, one.secretData() && other.secretData());
    }
}
