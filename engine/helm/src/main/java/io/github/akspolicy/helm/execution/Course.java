package io.github.akspolicy.helm.execution;

import io.github.akspolicy.helm.execution.Decision.Place;
import io.github.akspolicy.template.chart.ChartNode;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.encode.EncodeException;
import io.github.akspolicy.template.encode.JsonWriter;
import io.github.akspolicy.template.exec.LimitException;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a chart, in one situation, with what it decided. Templates share nothing but maps such as the values: where none
 * changes these, another situation is another one only for the templates that look at what makes it one.
 */
public final class Course implements Observer {
    private static final String APIS = "Capabilities.APIVersions";
    private static final String ASSUMPTIONS = "assumptions";
    private static final Set<String> STATE = Set.of("Release.IsUpgrade", "Release.IsInstall", "Release.Revision");

    /** How an execution ended. */
    public enum End {
        /** All templates wrote. */
        WHOLE,
        /** The chart refuses it by {@code fail} or {@code required}. */
        REFUSED,
        /** A template cannot be executed like that, or it takes too much. */
        BROKEN
    }

    /** What one template of a file did, with all that it called. */
    private static final class Part {
        private final Map<Place, Decision> decisions = new LinkedHashMap<>();
        private final Set<String> asked = new HashSet<>();
    }

    private final Release installed;
    private final Situation situation;
    private final Map<Place, Boolean> forced;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private Part part = new Part();
    private boolean sharesValues;
    private boolean changes;
    private @Nullable Map<Place, Decision> decisions;
    private Map<String, Text> texts = Map.of();
    private @Nullable ChartNode composed;
    private End end = End.WHOLE;
    private String reason = "";
    private long steps;

    private Course(Release installed, Situation situation, Map<Place, Boolean> forced) {
        this.installed = installed;
        this.situation = situation;
        this.forced = forced;
    }

    /**
     * Executes a chart.
     *
     * @param release what Helm is told of the installation
     * @param forced conditions that are not asked, but hold or do not
     */
    public static Course of(ExecutedChart chart, Release release, Situation situation, Map<Place, Boolean> forced) {
        var course = new Course(release, situation, forced);
        course.run(situation.isOtherHelm() ? chart.withOtherHelm() : chart, path -> true);
        return course;
    }

    /**
     * The same chart in another situation: see {@link #of}.
     *
     * @param chart that of this execution
     */
    public Course again(ExecutedChart chart, Release release, Situation other, Map<Place, Boolean> turned) {
        if (!isWhole() || changes || other.isOtherHelm() != situation.isOtherHelm() || !isOf(release)) {
            return of(chart, release, other, turned);
        }
        var questions = new HashSet<String>();
        if (!release.apiVersions().equals(installed.apiVersions())) {
            questions.add(APIS);
        }
        if (!other.assumptions().equals(situation.assumptions())) {
            questions.add(ASSUMPTIONS);
        }
        if (other.revision() != situation.revision()) {
            questions.addAll(STATE);
        }
        var places = new HashSet<>(forced.keySet());
        places.addAll(turned.keySet());
        var course = new Course(release, other, turned);
        parts.forEach((path, of) -> {
            boolean isSame =
                    Collections.disjoint(of.asked, questions) && Collections.disjoint(of.decisions.keySet(), places);
            course.parts.put(path, isSame ? of : new Part());
        });
        if (course.parts.equals(parts)) {
            course.texts = texts;
            course.composed = composed;
            return course;
        }
        course.sharesValues = true;
        course.run(
                other.isOtherHelm() ? chart.withOtherHelm() : chart,
                path -> !Objects.equals(course.parts.get(path), parts.get(path)));
        if (course.changes) {
            return of(chart, release, other, turned);
        }
        if (course.isWhole()) {
            var all = new LinkedHashMap<>(texts);
            all.putAll(course.texts);
            course.texts = all;
        }
        return course;
    }

    /** Whether Helm is told the same, but for what is asked of a cluster. */
    private boolean isOf(Release release) {
        return installed.equals(new Release(
                release.name(),
                release.namespace(),
                release.upgrades(),
                release.revision(),
                release.kubeVersion(),
                installed.apiVersions(),
                release.helmVersion()));
    }

    private void run(ExecutedChart chart, Predicate<String> wanted) {
        var release = new Release(
                installed.name(),
                installed.namespace(),
                situation.revision() > 1,
                situation.revision(),
                installed.kubeVersion(),
                installed.apiVersions(),
                situation.isOtherHelm() ? chart.helmVersion() : installed.helmVersion());
        try {
            composed = sharesValues ? chart.shared() : chart.composed();
            texts = chart.execute(composed, release, this, wanted);
        } catch (RenderException failed) {
            end = failed.isRefusal() ? End.REFUSED : End.BROKEN;
            reason = String.valueOf(failed.getMessage());
        } catch (LimitException failed) {
            end = End.BROKEN;
            reason = String.valueOf(failed.getMessage());
        } catch (RuntimeException defect) {
            // of the executor, which must not keep a chart from being evaluated that Helm has rendered
            end = End.BROKEN;
            reason = "defect of the executor: " + defect;
        }
    }

    /** The values; a word for those that are in themselves. */
    private static String json(ChartNode chart) {
        try {
            return JsonWriter.write(Value.of(chart.values(), Sources.NONE), JsonWriter.Layout.COMPACT)
                    .bytes();
        } catch (EncodeException cyclic) {
            return "cyclic";
        }
    }

    @Override
    public Assumptions assumptions() {
        part.asked.add(ASSUMPTIONS);
        return situation.assumptions();
    }

    @Override
    public void began(String name) {
        part = new Part();
        parts.put(name, part);
    }

    @Override
    public void changed() {
        changes = true;
        if (sharesValues) {
            throw new SharedValuesException();
        }
    }

    @Override
    public boolean branched(Node.Branch branch, Value value, @Nullable Site caller) {
        boolean outcome = Objects.requireNonNullElse(forced.get(Place.of(branch)), value.isTrue());
        add(branch, value, outcome, caller);
        return outcome;
    }

    @Override
    public void chose(Node call, Value value, @Nullable Site caller) {
        if (value.sources().isOpen()) {
            add(call, value, value.isTrue(), caller);
        }
    }

    @Override
    public void looked(String question) {
        part.asked.add(question);
    }

    @Override
    public void ended(long executed) {
        steps = executed;
    }

    private void add(Node node, Value value, boolean outcome, @Nullable Site caller) {
        Sources sources = value.sources();
        part.decisions
                .computeIfAbsent(Place.of(node), place -> new Decision(node, caller))
                .add(Questions.inputs(sources), outcome, caller);
    }

    /** Whether a template has looked at the state of the release: what no template looks at decides nothing. */
    public boolean asksForState() {
        return parts.values().stream().anyMatch(each -> !Collections.disjoint(each.asked, STATE));
    }

    /** Whether a template has looked at the APIs of the cluster. */
    public boolean asksForApis() {
        return parts.values().stream().anyMatch(each -> each.asked.contains(APIS));
    }

    /** What was decided, by its place. */
    public Map<Place, Decision> decisions() {
        Map<Place, Decision> known = decisions;
        if (known == null) {
            var all = new LinkedHashMap<Place, Decision>();
            parts.values()
                    .forEach(each -> each.decisions.forEach((place, decision) -> all.computeIfAbsent(
                                    place, key -> new Decision(decision.node(), decision.caller()))
                            .addAll(decision)));
            known = all;
            decisions = known;
        }
        return known;
    }

    /** What each template wrote, by Helm's name of it; none where the execution did not end well. */
    public Map<String, Text> texts() {
        return texts;
    }

    /** The values in the end, as JSON: templates may have changed them. */
    public String values() {
        return composed == null || !isWhole() ? "" : json(composed);
    }

    /** How it ended. */
    public End end() {
        return end;
    }

    /** What was assumed. */
    public Situation situation() {
        return situation;
    }

    /** Whether all templates wrote. */
    public boolean isWhole() {
        return end == End.WHOLE;
    }

    /** Whether the other Helm was followed. */
    public boolean isOfOtherHelm() {
        return situation.isOtherHelm();
    }

    /** How many nodes of templates were executed. */
    public long steps() {
        return steps;
    }

    /** The revision of its release. */
    public int revision() {
        return situation.revision();
    }

    /** Why it did not end well. */
    public String reason() {
        return reason;
    }
}
