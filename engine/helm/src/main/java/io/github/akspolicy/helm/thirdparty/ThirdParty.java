package io.github.akspolicy.helm.thirdparty;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.execution.TemplatePlaces;
import io.github.akspolicy.helm.execution.TemplatePlaces.Template;
import io.github.akspolicy.helm.written.RenderedFile;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.ChartLine.Reach;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.template.parse.ParseException;
import io.github.akspolicy.template.parse.Parser;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Site;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which lines are those of third-party charts, and what the repository has to do with them. For that the charts are executed without
 * the templates, the defaults and the values files of the repository. What they write only beside those is not theirs alone: a
 * chart that was recorded may have {@code {{ if .Values.p }}hostPID: true{{ end }}}, and the change that sets {@code p} answers for
 * it. Helm is not asked: what it wrote in the render is compared, and where the executor did not write the same there, nothing is
 * known. So a defect of the executor makes a finding the repository's own. The charts are executed alone at the first question. Safe
 * for several threads.
 */
public final class ThirdParty {
    /** What charts let users add to, under any name. */
    private static final Set<String> FREE = Set.of("labels", "annotations");

    private final List<Instance> instances;
    private final TemplatePlaces places;
    private final List<RenderedFile> rendered;
    private final Supplier<Map<String, String>> execution;
    private final Map<Written, Boolean> writable = new ConcurrentHashMap<>();
    private final RenderedObjects used;
    private final RenderedObjects alone = new RenderedObjects(this::files);
    private final WorkComparison work;
    private volatile @Nullable Map<String, String> files;
    private volatile @Nullable Boolean isOverridden;

    private record Written(Chart chart, String field) {}

    /**
     * The third-party charts of a render.
     *
     * @param instances the charts as they are used
     * @param places where templates are written
     * @param rendered what each template wrote in the render of the repository
     * @param execution what each template writes where the charts are executed alone, by Helm's name of it; empty where they cannot
     *     be; called once at most
     */
    public ThirdParty(
            List<Instance> instances,
            TemplatePlaces places,
            List<RenderedFile> rendered,
            Supplier<Map<String, String>> execution) {
        this.instances = instances;
        this.places = places;
        this.rendered = rendered;
        this.execution = execution;
        this.used = new RenderedObjects(() -> texts(rendered));
        this.work = new WorkComparison(this.used, alone);
    }

    private static Map<String, String> texts(List<RenderedFile> files) {
        var texts = new LinkedHashMap<String, String>();
        files.forEach(file -> texts.merge(file.renderPath(), file.text(), (one, other) -> one + "\n---\n" + other));
        return texts;
    }

    /** The line of a chart that the user does not own, or that looks so, where it is one; else null. */
    public @Nullable ChartLine line(SourceLocation value) {
        return line(value, chart -> looksForeign(chart) || !chart.isOwn());
    }

    /**
     * The same for a place of a rendered file, with what the repository has to do with it. Where a template of the user's wrote it,
     * or the values do, only a chart that looks third-party has a line.
     *
     * @param primary the line to edit
     * @param sites what wrote the place, the deepest first
     */
    public @Nullable ChartLine line(SourceLocation primary, List<Site> sites, RenderedFile file, Place place) {
        boolean isOfTemplate = primary.role() == Role.DEPENDENCY || primary.role() == Role.TEMPLATE;
        ChartLine foreign = null;
        for (Site site : sites) {
            Template source = places.template(site.node());
            if (source != null && source.chart().isOwn()) {
                return line(primary, ThirdParty::looksForeign);
            }
            if (isOfTemplate && source != null && foreign == null) {
                SourceLocation at = Objects.requireNonNull(places.writer(site));
                ChartLine line = line(source.chart(), at.path(), at.line());
                foreign = line == null ? null : line.reachedBy(reach(source.chart(), file, place));
            }
        }
        return isOfTemplate ? foreign : line(primary, ThirdParty::looksForeign);
    }

    /** Whether {@code firstParty} names a chart, or nothing proves it to be third-party. */
    private static boolean looksForeign(Chart chart) {
        return chart.isShared() || chart.isUnproven();
    }

    private @Nullable ChartLine line(SourceLocation at, Predicate<Chart> isWanted) {
        return instances.stream()
                .map(Instance::chart)
                .filter(isWanted)
                .map(chart -> line(chart, at.path(), at.line()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A line of a file as its chart has it; null when the chart has no such file. */
    private static @Nullable ChartLine line(Chart chart, String shownPath, int line) {
        return chart.files().entrySet().stream()
                .filter(file -> file.getValue().shownPath().equals(shownPath))
                .findFirst()
                .map(file ->
                        new ChartLine(chart.id(), file.getKey(), line, !chart.isOwn(), Reach.NONE, chart.isUnproven()))
                .orElse(null);
    }

    private Reach reach(Chart foreign, RenderedFile file, Place place) {
        if (isOverridden()
                || file.differs(place.key().line() - 1)
                || file.differs(place.value().line() - 1)) {
            return Reach.CAUSED;
        }
        return !place.isWritten() && mayWrite(foreign, place) ? Reach.MAY_BE_SET : reach(file, place);
    }

    /**
     * Whether the templates of a chart seem to write a field that this render has not, or one on the way to it: they name it
     * beside an action. What only hides in {@code toYaml} of something with another name is not seen.
     */
    private boolean mayWrite(Chart used, Place place) {
        if (FREE.contains(place.nearest().lastField())) {
            return writable(used, place.nearest().lastField());
        }
        for (FieldPath path = place.path(); path != null && !path.equals(place.nearest()); path = path.parent()) {
            if (!path.lastField().isEmpty() && writable(used, path.lastField())) {
                return true;
            }
        }
        return false;
    }

    private boolean writable(Chart used, String field) {
        return writable.computeIfAbsent(new Written(used, field), ThirdParty::isWritten);
    }

    private static boolean isWritten(Written wanted) {
        String field = wanted.field().toLowerCase(Locale.ROOT);
        for (Map.Entry<String, ChartFile> file : wanted.chart().files().entrySet()) {
            String text =
                    file.getKey().startsWith("templates/") ? file.getValue().text() : null;
            List<String> lines = text == null ? List.of() : text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).toLowerCase(Locale.ROOT).contains(field)
                        && lines.subList(Math.max(0, i - 1), Math.min(lines.size(), i + 2)).stream()
                                .anyMatch(line -> line.contains("{{"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a place of a file is the same where the charts are rendered alone. */
    private Reach reach(RenderedFile file, Place place) {
        if (!file.isExecuted() || files().isEmpty()) {
            return Reach.UNKNOWN;
        }
        Field here = null;
        for (Field document : used.of(file.renderPath())) {
            if (document.position().line() <= place.key().line()) {
                here = document;
            }
        }
        Field there = here == null ? null : alone.counterpart(here, file.renderPath(), used);
        return here != null && there != null && isSame(here, there, place) && work.isSame(here, there, place)
                ? Reach.NONE
                : Reach.CAUSED;
    }

    /** Whether a template of the user's charts takes the place of one that a third-party chart defines, too. */
    private boolean isOverridden() {
        Boolean known = isOverridden;
        if (known == null) {
            var own = new HashSet<String>();
            var others = new HashSet<String>();
            boolean isRead = true;
            for (Map.Entry<String, Template> template : places.templates().entrySet()) {
                try {
                    (template.getValue().chart().isOwn() ? own : others)
                            .addAll(defined(template.getKey(), template.getValue()));
                } catch (ParseException unread) {
                    isRead &= !template.getValue().chart().isOwn();
                }
            }
            known = !isRead || !Collections.disjoint(own, others);
            isOverridden = known;
        }
        return known;
    }

    private static Set<String> defined(String renderPath, Template template) throws ParseException {
        String text = new String(template.file().content(), StandardCharsets.ISO_8859_1);
        String name = Bytes.of(renderPath);
        boolean defines = text.contains("define") || text.contains("block");
        return defines
                ? Parser.parse(new TemplateText(name, text), function -> true).keySet()
                : Set.of(name);
    }

    /** What each template writes alone, by Helm's name of it; empty where that is not known. */
    private synchronized Map<String, String> files() {
        Map<String, String> known = files;
        if (known == null) {
            known = Map.copyOf(execution.get());
            files = known;
        }
        return known;
    }

    /**
     * What the charts write alone, by Helm's name of the template, for policies over several resources; empty where that is not known
     * of all of their templates, since an object that is missing is a finding, too.
     */
    public Map<String, String> whole() {
        boolean isKnown = rendered.stream().allMatch(file -> {
            Template template = places.template(file.renderPath());
            return file.isExecuted() || template != null && template.chart().isOwn();
        });
        return isKnown ? files() : Map.of();
    }

    /**
     * Whether what policies read together with a place is the same: the item of a list that it is in, such as a rule, and, where
     * the field is not set, the security settings of the container and the pod around it, which may set another one in its place.
     */
    private static boolean isSameAround(Field used, Field alone, Place place) {
        for (FieldPath path = place.nearest(); path != null; path = path.parent()) {
            FieldPath list = path.parent();
            Field here = used.follow(path);
            Field there = alone.follow(path);
            boolean isItem =
                    path.lastIndex() >= 0 && list != null && !WorkComparison.CONTAINERS.contains(list.lastField());
            if (isItem && !Nodes.isSame(here.node(), there.node())) {
                return false;
            }
            Field settings = here.get(WorkComparison.SECURITY);
            boolean isSet =
                    settings.isPresent() || there.get(WorkComparison.SECURITY).isPresent();
            if (!place.isWritten()
                    && isSet
                    && !Nodes.isSame(
                            settings.node(), there.get(WorkComparison.SECURITY).node())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Field used, Field alone, Place place) {
        if (!isSameAround(used, alone, place)) {
            return false;
        }
        Field there = alone.follow(place.nearest());
        if (!there.isWritten()) {
            return false;
        }
        if (!place.isWritten()) {
            return !alone.follow(place.path()).isPresent();
        }
        Field here = used.follow(place.nearest());
        // a finding on a whole object is one on its being there
        return place.nearest().equals(FieldPath.ROOT) || Nodes.isSame(here.node(), there.node());
    }
}
