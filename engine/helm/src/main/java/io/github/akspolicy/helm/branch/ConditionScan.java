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
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Lists the conditions of a chart and of the charts it brings that a deployment may decide otherwise. */
final class ConditionScan {
    /** What is learned passes from one template to the next; real charts are done after two rounds. */
    private static final int MOST_ROUNDS = 12;

    private static final String TEMPLATES = "templates/";

    private final List<Source> sources = new ArrayList<>();
    private final List<Source> rendered = new ArrayList<>();
    private final List<Source> values = new ArrayList<>();

    private ConditionScan() {}

    /**
     * @param charts those that are on, each once
     * @param userValues values that the user gives, by the path that reports show
     * @return sorted, each place once
     */
    static List<DeploymentCondition> of(Collection<Chart> charts, Map<String, String> userValues) {
        var scan = new ConditionScan();
        charts.forEach(scan::add);
        userValues.forEach(scan::addValues);
        return scan.conditions();
    }

    private void add(Chart chart) {
        chart.files().forEach((path, file) -> {
            String text = file.text();
            if (text == null) {
                return;
            }
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (path.startsWith(TEMPLATES) && !name.equals("NOTES.txt")) {
                boolean isRendered = !name.startsWith("_") && !chart.isLibrary();
                template(file.shownPath(), text, isRendered);
            } else if (path.equals("values.yaml")) {
                addValues(file.shownPath(), text);
            } else if (!path.startsWith(TEMPLATES) && isTemplate(path, file, text)) {
                // tpl (.Files.Get "x") makes a template of it
                TemplateFile.read(text)
                        .ifPresent(template -> values.add(new Source(file.shownPath(), 1, template, true)));
            }
        });
    }

    private void template(String shownPath, String text, boolean isRendered) {
        TemplateFile.read(text).ifPresent(file -> {
            var source = new Source(shownPath, 1, file, false);
            sources.add(source);
            if (isRendered) {
                rendered.add(source);
            }
        });
    }

    private static boolean isTemplate(String path, ChartFile file, String text) {
        boolean isProse = path.endsWith(".md") || path.endsWith(".gotmpl") || path.contains("/ci/");
        return !isProse && file.content().length < 1 << 20 && text.contains("{{");
    }

    /** Whether a text of values holds what {@code tpl} would execute. */
    static boolean mayBeTemplate(String values) {
        return values.contains("{{");
    }

    private void addValues(String shownPath, String text) {
        if (!mayBeTemplate(text)) {
            return;
        }
        try {
            texts(
                    ValuesText.read(text).tree(),
                    (value, line) -> TemplateFile.read(value)
                            .ifPresent(template -> values.add(new Source(shownPath, line, template, true))));
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
        } else if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text && text.contains("{{")) {
            texts.accept(text, scalar.position().line());
        }
    }

    private List<DeploymentCondition> conditions() {
        var all = new ArrayList<>(sources);
        all.addAll(values);
        var templates = new Templates(all);
        for (int round = 0; round == 0 || (templates.hasChanged() && round < MOST_ROUNDS); round++) {
            templates.begin();
            for (Source source : rendered) {
                TemplateWalk.file(source, templates, Trace.ROOT);
            }
            for (Source source : templates.callsTpl() ? values : List.<Source>of()) {
                TemplateWalk.file(source, templates, Trace.ROOT);
            }
        }
        return located(templates.found());
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
