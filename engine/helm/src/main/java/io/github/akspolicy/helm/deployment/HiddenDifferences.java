package io.github.akspolicy.helm.deployment;

import io.github.akspolicy.helm.execution.Course;
import io.github.akspolicy.helm.execution.Decision;
import io.github.akspolicy.helm.execution.Decision.Place;
import io.github.akspolicy.helm.execution.Situation;
import io.github.akspolicy.helm.execution.TemplatePlaces;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.template.parse.Node;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the upgrade that has to be evaluated, too: one that writes otherwise in a way that a reader of the templates does not see.
 * Conditions in the open are answered as the render did; what differs all the same is hidden. So is all that differs where
 * templates change values that others read.
 *
 * @param rendered the execution that is compared with
 * @param notes takes what a reader should know
 */
record HiddenDifferences(
        Executions executions, TemplatePlaces places, Comparison comparison, Course rendered, List<String> notes) {
    private static final String DIFFERS =
            " writes other documents in an upgrade, which is evaluated, too: not all ways that"
                    + " the state of the release takes in this chart are seen in its text";

    private static final String DIFFERS_LATER =
            " writes other documents at another time or with other random values, which are evaluated as an upgrade, too: not all"
                    + " ways that they take in this chart are seen in its text";

    private static final Set<DeploymentInput> RELEASED =
            EnumSet.of(DeploymentInput.RELEASE_STATE, DeploymentInput.REVISION);

    /** Executes a chart in a situation. */
    interface Executions {
        Course of(Situation situation, Map<Place, Boolean> forced);
    }

    /**
     * The revision of the upgrade that has to be evaluated; 0 for none.
     *
     * @param late a later upgrade; the same where the revision does not matter
     * @param later the installation at another time; that of the render where that does not matter
     */
    int of(Course upgrade, Course late, Course later) {
        Situation installed = Situation.RENDERED;
        Set<String> differing = hidden(upgrade, RELEASED, installed.at(ChartRequest.FIRST_UPGRADE));
        if (!differing.isEmpty()) {
            differing.forEach(path -> notes.add(places.file(path).path() + DIFFERS));
            return ChartRequest.FIRST_UPGRADE;
        }
        differing = later == rendered ? Set.of() : hidden(later, DeploymentConditions.MOMENT, installed.later());
        if (!differing.isEmpty()) {
            Situation both = installed.later().at(ChartRequest.UPGRADE_AT_ANOTHER_TIME);
            if (!executions.of(both, Map.of()).isWhole()) {
                return 0;
            }
            differing.forEach(path -> notes.add(places.file(path).path() + DIFFERS_LATER));
            return ChartRequest.UPGRADE_AT_ANOTHER_TIME;
        }
        differing = late == upgrade ? Set.of() : hidden(late, RELEASED, installed.at(DeploymentConditions.LATE));
        differing.forEach(path -> notes.add(places.file(path).path() + DIFFERS));
        return differing.isEmpty() ? 0 : DeploymentConditions.LATE;
    }

    /** The templates that write otherwise in a way that no condition in the open explains. */
    private Set<String> hidden(Course course, Set<DeploymentInput> inputs, Situation situation) {
        Map<String, Set<String>> differing = course.isWhole() ? differing(course, inputs) : Map.of();
        if (differing.isEmpty()) {
            return Set.of();
        }
        Map<Place, Boolean> answered = inTheOpen(inputs);
        Course installed = answered.isEmpty() ? course : executions.of(situation, answered);
        if (!installed.isWhole()) {
            return differing.keySet();
        }
        Map<String, Set<String>> unexplained = differing(installed, inputs);
        return !unexplained.isEmpty() || course.values().equals(rendered.values())
                ? unexplained.keySet()
                : differing.keySet();
    }

    /** The conditions that a reader sees, with what the render decided. */
    private Map<Place, Boolean> inTheOpen(Set<DeploymentInput> inputs) {
        var answers = new HashMap<Place, Boolean>();
        for (Decision decision : rendered.decisions().values()) {
            if (decision.node() instanceof Node.Branch branch
                    && branch.kind() == Node.Branch.Kind.IF
                    && !Collections.disjoint(decision.inputs(), inputs)
                    && decision.outcomes().size() == 1
                    && decision.isInTheOpen()
                    && places.isPlain(branch.file())) {
                answers.put(decision.place(), decision.outcomes().contains(true));
            }
        }
        return answers;
    }

    private Map<String, Set<String>> differing(Course course, Set<DeploymentInput> inputs) {
        Map<String, Set<String>> differing = comparison.differing(rendered, course);
        if (inputs.equals(DeploymentConditions.MOMENT)) {
            differing
                    .keySet()
                    .removeIf(path -> comparison
                            .fields(rendered, path)
                            .decided(comparison.fields(course, path))
                            .isEmpty());
        }
        return differing;
    }
}
