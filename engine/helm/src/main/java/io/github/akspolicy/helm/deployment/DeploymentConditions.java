package io.github.akspolicy.helm.deployment;

import io.github.akspolicy.helm.execution.Course;
import io.github.akspolicy.helm.execution.Course.End;
import io.github.akspolicy.helm.execution.Decision;
import io.github.akspolicy.helm.execution.Decision.Place;
import io.github.akspolicy.helm.execution.ExecutedChart;
import io.github.akspolicy.helm.execution.Situation;
import io.github.akspolicy.helm.execution.TemplatePlaces;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.parse.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The conditions of a chart that a deployment may decide otherwise than the render did. The templates are executed as they were
 * rendered, as an upgrade, at another time, with a cluster that has what {@code lookup} asks for, and by the other Helm; and with
 * single conditions turned round. What comes out otherwise is named, and where it is not in the open, it has to be evaluated.
 */
public final class DeploymentConditions {
    /** Odd, and of more digits than those that releases begin with. */
    static final int LATE = 101;

    /** Conditions that are turned round; an ordinary chart has fewer for which it matters. */
    private static final int MOST_TURNED = 60;

    /** Nodes of templates that are executed to turn conditions round: a large public chart takes 100,000. */
    private static final long MOST_STEPS = 20_000_000;

    private static final Set<DeploymentInput> STATE = Set.of(DeploymentInput.RELEASE_STATE);
    static final Set<DeploymentInput> MOMENT = EnumSet.of(DeploymentInput.TIME, DeploymentInput.RANDOM);

    private final ExecutedChart chart;
    private final Release release;
    private final TemplatePlaces places;
    private final Comparison comparison;
    private final Course rendered;
    private final List<Course> courses = new ArrayList<>();
    private final Map<Place, Decision> decisions = new LinkedHashMap<>();
    private final NamedConditions named;
    private Set<String> upgraded = Set.of();
    private int turned;
    private long steps;

    /**
     * Looks at one release.
     *
     * @param chart the chart with the values of a release
     * @param release what Helm is told of its installation
     * @param rendered its execution as it is rendered
     * @param keepsTests whether hooks of {@code helm test} are evaluated
     */
    public DeploymentConditions(
            ExecutedChart chart, Release release, Course rendered, TemplatePlaces places, boolean keepsTests) {
        this.chart = chart;
        this.release = release;
        this.places = places;
        this.named = new NamedConditions(places);
        this.comparison = new Comparison(keepsTests);
        this.rendered = rendered;
    }

    /** What is said of a chart that cannot be executed. */
    public static Differences unknown(TemplatePlaces places, String reason) {
        return new Differences(
                List.of(new DeploymentCondition(places.chart(), List.of(DeploymentInput.UNKNOWN), false)),
                List.of("conditions on the deployment are not known: " + reason),
                0);
    }

    /**
     * What a deployment decides.
     *
     * @param helm what Helm says that the templates write, by its names of them
     */
    public Differences differences(Map<String, String> helm) {
        if (!rendered.isWhole()) {
            return unknown(places, rendered.reason());
        }
        List<String> notes = new ArrayList<>(unlikeHelm(helm));
        enter(rendered);
        Course upgrade = rendered.asksForState() ? also(Situation.RENDERED.at(ChartRequest.FIRST_UPGRADE)) : rendered;
        Course late = asks(DeploymentInput.REVISION) ? also(Situation.RENDERED.at(LATE)) : upgrade;
        Course later = asks(DeploymentInput.TIME) || asks(DeploymentInput.RANDOM)
                ? also(Situation.RENDERED.later())
                : rendered;
        Course found = asks(DeploymentInput.LOOKUP) ? also(Situation.RENDERED.finding()) : rendered;
        Course otherHelm = chart.mayTellHelmsApart() ? also(Situation.RENDERED.withOtherHelm()) : rendered;
        depend(upgrade, STATE);
        depend(late, Set.of(DeploymentInput.REVISION));
        depend(later, MOMENT);
        depend(found, Set.of(DeploymentInput.LOOKUP));
        depend(otherHelm, Set.of(DeploymentInput.HELM_VERSION));
        upgraded = comparison.differing(rendered, upgrade).keySet();
        List.copyOf(decisions.values()).forEach(this::judge);
        courses.stream().filter(course -> !course.isOfOtherHelm()).forEach(this::judgeTexts);
        rest(rendered, upgrade, STATE);
        rest(upgrade, late, Set.of(DeploymentInput.REVISION));
        rest(rendered, later, MOMENT);
        rest(rendered, found, Set.of(DeploymentInput.LOOKUP));
        if (asks(DeploymentInput.HELM_VERSION)) {
            rest(rendered, otherHelm, Set.of(DeploymentInput.HELM_VERSION));
        }
        int revision =
                new HiddenDifferences(this::course, places, comparison, rendered, notes).of(upgrade, late, later);
        return new Differences(named.all(), notes, revision);
    }

    private Course course(Situation situation, Map<Place, Boolean> forced) {
        return rendered.again(chart, release, situation, forced);
    }

    /** Executes the chart in another situation, whose decisions count, too. */
    private Course also(Situation situation) {
        Course course = course(situation, Map.of());
        enter(course);
        return course;
    }

    private void enter(Course course) {
        courses.add(course);
        course.decisions().forEach((place, decision) -> {
            Decision known = decisions.putIfAbsent(place, decision);
            if (known != null && known != decision) {
                known.add(decision);
            }
        });
    }

    /** What another situation decides otherwise depends on it, even if the value itself does not say so. */
    private void depend(Course course, Set<DeploymentInput> inputs) {
        course.decisions().forEach((place, decision) -> {
            Decision known = rendered.decisions().get(place);
            if (known != null
                    && (known.inputs().isEmpty() || course.isOfOtherHelm())
                    && isOtherwise(course, known, decision)) {
                known.dependsOn(inputs);
            }
        });
    }

    /** Whether another execution decides otherwise; one that ended early may only not have come to all that the render decided. */
    private static boolean isOtherwise(Course course, Decision known, Decision other) {
        return course.isWhole()
                ? !known.outcomes().equals(other.outcomes())
                : !known.outcomes().containsAll(other.outcomes());
    }

    /** Whether something that was decided or written depends on an input. */
    private boolean asks(DeploymentInput input) {
        return decisions.values().stream()
                        .anyMatch(decision -> decision.inputs().contains(input))
                || courses.stream()
                        .flatMap(course -> comparison.written(course).values().stream())
                        .anyMatch(text -> text.inputs().contains(input));
    }

    /** What Helm writes otherwise than the executor cannot be told conditions of. */
    private List<String> unlikeHelm(Map<String, String> helm) {
        var notes = new ArrayList<String>();
        Map<String, WrittenText> written = comparison.written(rendered);
        helm.forEach((path, text) -> {
            WrittenText ours = written.get(path);
            if (ours != null && ours.text().strip().equals(text.strip())) {
                return;
            }
            DocumentFields fields = comparison.fields(ours == null ? "" : ours.text());
            DocumentFields theirs = comparison.fields(text);
            Set<String> unlike = fields.differing(theirs);
            if (ours != null) {
                unlike.removeAll(fields.differing(comparison.fields(ours.settled())));
            }
            if (!unlike.isEmpty() && (ours == null || ours.decided().isEmpty())) {
                SourceLocation at = places.file(path);
                named.add(at, Set.of(DeploymentInput.UNKNOWN), DocumentFields.areSecretData(unlike), Set.of(path));
                notes.add(at.path()
                        + " is executed otherwise than by Helm, so that its conditions on the deployment are not"
                        + " known");
            }
        });
        return notes;
    }

    private void judge(Decision decision) {
        if (decision.inputs().isEmpty() || decision.templates().stream().allMatch(Comparison::isNotes)) {
            return;
        }
        boolean isChoice = !(decision.node() instanceof Node.Branch);
        if (STATE.containsAll(decision.inputs()) || isOfHelm(decision)) {
            if (isSame(decision) || !isOfHelm(decision) && Collections.disjoint(decision.templates(), upgraded)) {
                return;
            }
        } else if (isChoice && MOMENT.containsAll(decision.inputs())) {
            // whether a word that is made up is empty
            return;
        }
        if (isChoice) {
            named.add(decision, !wroteSecrets(decision) || !differInSecrets(decision));
        } else if (Sides.write(decision.node()) && !wroteSecrets(decision)) {
            named.add(decision, true);
        } else {
            turn(decision);
        }
    }

    private static boolean isOfHelm(Decision decision) {
        return decision.inputs().equals(Set.of(DeploymentInput.HELM_VERSION));
    }

    /** Whether all executions that came by decided the same. */
    private boolean isSame(Decision decision) {
        return courses.stream()
                        .map(course -> course.decisions().get(decision.place()))
                        .filter(java.util.Objects::nonNull)
                        .map(Decision::outcomes)
                        .distinct()
                        .count()
                < 2;
    }

    private boolean wroteSecrets(Decision decision) {
        return decision.templates().stream().anyMatch(path -> {
            WrittenText text = comparison.written(rendered).get(path);
            return text != null && text.settled().contains("Secret");
        });
    }

    /** Whether what the executions of a choice write otherwise is data of Secrets alone. */
    private boolean differInSecrets(Decision decision) {
        var fields = new HashSet<String>();
        Set<String> files = decision.templates();
        for (Course course : courses.stream().filter(Course::isWhole).toList()) {
            comparison.differing(rendered, course).forEach((path, differing) -> {
                if (files.contains(path)) {
                    fields.addAll(differing);
                }
            });
        }
        return !fields.isEmpty() && DocumentFields.areSecretData(fields);
    }

    /** Turns a condition round, to see what that does. */
    private void turn(Decision decision) {
        if (decision.outcomes().size() > 1 || ++turned > MOST_TURNED || steps > MOST_STEPS) {
            // both sides were executed, or it is not known what the other one does
            named.add(decision, true);
            return;
        }
        boolean outcome = decision.outcomes().contains(true);
        var forced = new HashMap<Place, Boolean>();
        // a condition within a branch that the render did not take is turned where it was asked
        Course base = courses.stream()
                .filter(course -> course.isWhole() && course.decisions().containsKey(decision.place()))
                .findFirst()
                .orElse(rendered);
        Situation situation = base.situation();
        if (decision.inputs().contains(DeploymentInput.LOOKUP)) {
            situation = situation.finding();
            base.decisions().values().stream()
                    .filter(other -> other.inputs().contains(DeploymentInput.LOOKUP))
                    .filter(other -> other.outcomes().size() == 1)
                    .forEach(other -> forced.put(other.place(), other.outcomes().contains(true)));
        }
        forced.put(decision.place(), !outcome);
        Course course = base.again(chart, release, situation, forced);
        steps += course.steps();
        if (course.end() == End.REFUSED) {
            return;
        }
        if (course.end() == End.BROKEN) {
            named.add(decision, true);
            return;
        }
        var fields = new HashSet<String>();
        comparison.differing(base, course).values().forEach(fields::addAll);
        if (fields.isEmpty()) {
            return;
        }
        boolean isSecretData = DocumentFields.areSecretData(fields);
        named.add(decision, !isSecretData);
        course.decisions().forEach((place, other) -> {
            Decision known = base.decisions().get(place);
            if (known != null
                    && known.inputs().isEmpty()
                    && !known.outcomes().equals(other.outcomes())
                    && Sides.write(known.node())) {
                SourceLocation at = places.of(known.node(), known.caller());
                named.add(at, decision.inputs(), isSecretData, known.templates());
            }
        });
    }

    /** What is written as it is, though it is more than text. */
    private void judgeTexts(Course course) {
        comparison.written(course).forEach((path, text) -> {
            for (WrittenText.Decided decided : text.decided()) {
                if (STATE.containsAll(decided.inputs()) && !upgraded.contains(path)) {
                    continue;
                }
                SourceLocation at = decided.site() == null
                        ? places.file(path)
                        : places.of(decided.site().node(), decided.site().caller());
                named.add(at, decided.inputs(), decided.isSecretData(), Set.of(path));
            }
        });
    }

    /** What another situation changes, though nothing that was found says so. */
    private void rest(Course one, Course other, Set<DeploymentInput> inputs) {
        if (one == other || !one.isWhole()) {
            return;
        }
        if (!other.isWhole()) {
            refused(other, inputs);
            return;
        }
        comparison.differing(one, other).forEach((path, fields) -> {
            Set<String> more = inputs.equals(MOMENT)
                    ? comparison.fields(one, path).decided(comparison.fields(other, path))
                    : fields;
            if (!more.isEmpty() && !named.dependOn(inputs, path)) {
                named.add(places.file(path), inputs, DocumentFields.areSecretData(more), Set.of(path));
            }
        });
    }

    /** A situation that a chart refuses: by the last condition that it decides otherwise, if there is one. */
    private void refused(Course course, Set<DeploymentInput> inputs) {
        if (named.dependOn(inputs)) {
            return;
        }
        Decision last = null;
        for (Decision decision : course.decisions().values()) {
            Decision known = rendered.decisions().get(decision.place());
            if (known != null
                    && !Collections.disjoint(decision.inputs(), inputs)
                    && isOtherwise(course, known, decision)) {
                last = known;
            }
        }
        if (last == null) {
            named.add(places.chart(), inputs, false, Set.of());
        } else {
            named.add(last, true);
        }
    }
}
