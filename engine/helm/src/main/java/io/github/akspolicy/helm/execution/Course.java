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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One execution of a chart, in one situation, with what it decided. */
public final class Course implements Observer {
    /** How an execution ended. */
    public enum End {
        /** All templates wrote. */
        WHOLE,
        /** The chart refuses it by {@code fail} or {@code required}. */
        REFUSED,
        /** A template cannot be executed like that, or it takes too much. */
        BROKEN
    }

    private final Situation situation;
    private final Map<Place, Boolean> forced;
    private final Map<Place, Decision> decisions = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private Map<String, Text> texts = Map.of();
    private @Nullable ChartNode composed;
    private End end = End.WHOLE;
    private String reason = "";
    private long steps;

    private Course(Situation situation, Map<Place, Boolean> forced) {
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
        var course = new Course(situation, forced);
        course.run(situation.isOtherHelm() ? chart.withOtherHelm() : chart, release);
        return course;
    }

    private void run(ExecutedChart chart, Release installed) {
        var release = new Release(
                installed.name(),
                installed.namespace(),
                situation.revision() > 1,
                situation.revision(),
                installed.kubeVersion(),
                installed.apiVersions(),
                situation.isOtherHelm() ? chart.helmVersion() : installed.helmVersion());
        try {
            composed = chart.composed();
            texts = chart.execute(composed, release, this);
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
        return situation.assumptions();
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
        asked.add(question);
    }

    @Override
    public void ended(long executed) {
        steps = executed;
    }

    private void add(Node node, Value value, boolean outcome, @Nullable Site caller) {
        Sources sources = value.sources();
        decisions
                .computeIfAbsent(Place.of(node), place -> new Decision(node, caller))
                .add(Questions.inputs(sources), outcome, caller);
    }

    /** Whether a template has looked at the state of the release: what no template looks at decides nothing. */
    public boolean asksForState() {
        return asked.stream().anyMatch(question -> question.startsWith("Release."));
    }

    /** Whether a template has looked at the APIs of the cluster. */
    public boolean asksForApis() {
        return asked.contains("Capabilities.APIVersions");
    }

    /** What was decided, by its place. */
    public Map<Place, Decision> decisions() {
        return decisions;
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
