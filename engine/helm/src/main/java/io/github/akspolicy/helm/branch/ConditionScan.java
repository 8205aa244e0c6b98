package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.ChartTexts.Other;
import io.github.akspolicy.helm.branch.ChartTexts.Partial;
import io.github.akspolicy.helm.branch.Templates.Found;
import io.github.akspolicy.helm.branch.Templates.Source;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.template.TemplateReader;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the conditions of a chart and of the charts it brings that a deployment may decide otherwise. */
final class ConditionScan {
    /** What is learned passes from one template to the next; real charts are done after two rounds. */
    private static final int MOST_ROUNDS = 12;

    private static final Pattern API_VERSIONS = Pattern.compile("APIVersions");

    private final ChartTexts texts;
    private final Templates templates;

    /** Files are read when a template reads them. */
    private final Map<Other, Optional<Source>> read = new HashMap<>();

    private ConditionScan(ChartTexts texts, TemplateReader reader) {
        this.texts = texts;
        this.templates = new Templates(
                Stream.of(
                                texts.rendered().stream(),
                                texts.partials().stream().map(Partial::source),
                                texts.values().stream(),
                                texts.notes().stream().map(Partial::source))
                        .flatMap(sources -> sources)
                        .toList(),
                Stream.concat(texts.partials().stream(), texts.notes().stream())
                        .map(Partial::path)
                        .toList(),
                reader);
    }

    /**
     * @param charts those that are on, each once
     * @param userValues values that the user gives, by the path that reports show
     * @param reader reads the texts
     */
    static Result of(Collection<Chart> charts, Map<String, String> userValues, TemplateReader reader) {
        var texts = new ChartTexts(reader);
        charts.forEach(texts::add);
        userValues.forEach(texts::addValues);
        return new ConditionScan(texts, reader).result();
    }

    /**
     * What a scan finds.
     *
     * @param conditions sorted, each place once
     */
    record Result(List<DeploymentCondition> conditions, DeploymentReach reach) {}

    private Result result() {
        int round = 0;
        do {
            templates.begin();
            texts.rendered().forEach(source -> TemplateWalk.file(source, templates, Trace.ROOT));
            Stream.concat(texts.partials().stream(), texts.notes().stream()).forEach(this::included);
            if (templates.callsTpl()) {
                texts.values().forEach(this::text);
                texts.others().forEach(this::other);
            }
            // what they write is not evaluated, but they may change values
            texts.notes().forEach(this::quietly);
        } while (templates.hasChanged() && ++round < MOST_ROUNDS);
        templates.strays(templates.allPut(), "values that templates change");
        templates.detour(templates.allPut());
        return new Result(located(templates.found()), templates.reach(unfollowed(), texts.texts()));
    }

    private void included(Partial partial) {
        if (templates.includes(partial.path())) {
            templates.detour(TemplateWalk.file(partial.source(), templates, Trace.ROOT));
        } else if (templates.mayInclude(partial.path())) {
            templates.strays(quietly(partial), partial.source().shownPath());
        }
    }

    private Set<DeploymentInput> quietly(Partial partial) {
        var written = EnumSet.noneOf(DeploymentInput.class);
        templates.quiet(() -> written.addAll(TemplateWalk.file(partial.source(), templates, Trace.ROOT)));
        return written;
    }

    private void text(Source source) {
        TemplateWalk.file(source, templates, templates.tplContext());
        if (source.file().matches(API_VERSIONS)) {
            templates.reached(Set.of(DeploymentInput.API_VERSIONS));
        }
    }

    private void other(Other other) {
        if (templates.mayRead(other.path())) {
            read.computeIfAbsent(other, file -> {
                        Optional<Source> source = file.read();
                        source.ifPresent(templates::add);
                        return source;
                    })
                    .ifPresent(this::text);
        }
    }

    /** What of the chart was not followed at all. */
    private @Nullable String unfollowed() {
        if (templates.hasChanged()) {
            return "templates that change what others read";
        }
        if (texts.unread() != null || !templates.callsTpl()) {
            return texts.unread();
        }
        if (templates.hasComposedValues()) {
            return "values that templates compose";
        }
        return read.entrySet().stream()
                .filter(file -> file.getValue().isEmpty())
                .map(file -> file.getKey().file().shownPath())
                .sorted()
                .findFirst()
                .orElse(null);
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
