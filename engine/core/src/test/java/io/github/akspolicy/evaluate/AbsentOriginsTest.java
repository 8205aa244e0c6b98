package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of several places decides about a setting that a pod and its containers share. */
class AbsentOriginsTest {
    private static final String POD = "spec.securityContext.runAsNonRoot";
    private static final String WEB = "spec.containers[0].securityContext.runAsNonRoot";
    private static final String LOG = "spec.containers[1].securityContext.runAsNonRoot";
    private static final String NONE_SET = "  containers: [{name: web}, {name: log}]\n";
    private static final String ONE_SET =
            "  containers: [{name: web, securityContext: {runAsNonRoot: true}}, {name: log}]\n";

    private static final class NonRoot implements ResourcePolicy<Pod> {
        @Override
        public PolicyInfo info() {
            return PolicyInfo.of("test/non-root", Severity.HIGH, "Containers must not be root", "set runAsNonRoot");
        }

        @Override
        public ViewType<Pod> view() {
            return Pod.VIEW;
        }

        @Override
        public void evaluate(Pod pod, Judgement judgement) {
            for (Field gap : pod.securityGaps("runAsNonRoot")) {
                judgement.fail(gap, "runAsNonRoot is not set");
            }
        }
    }

    private static DecidingValue value(int line, boolean tookAway) {
        var at = new SourceLocation("values.yaml", line, 1, SourceLocation.Role.VALUES);
        return new DecidingValue("key" + line, at, List.of(), false, null, false, tookAway, List.of());
    }

    private static Finding find(String spec, Map<String, DecidingValue> decided) {
        var release = new TextRelease("prod", "k8s")
                .file("k8s/web.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n" + spec)
                .absentFields((fields, notes) -> {
                    var found = new LinkedHashMap<AbsentField, DecidingValue>();
                    for (AbsentField field : fields) {
                        DecidingValue value = decided.get(field.place().path().toString());
                        if (value != null) {
                            found.put(field, value);
                        }
                    }
                    return found;
                });
        List<Finding> findings = new Evaluator(List.of(ActivePolicy.of(new NonRoot())), Thresholds.DEFAULT)
                .evaluate(List.of(release), Progress.NONE)
                .findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static String line(String spec, Map<String, DecidingValue> decided) {
        SourceLocation at = find(spec, decided).location();
        return at.path() + ":" + at.line();
    }

    @Test
    void theFieldItselfComesFirst() {
        var decided = Map.of(POD, value(1, false), WEB, value(2, false), LOG, value(2, false));

        assertThat(line(NONE_SET, decided)).isEqualTo("values.yaml:1");
    }

    @Test
    void theLineThatTookAwayWhatStandsForItComesBeforeOneThatCouldSupplyIt() {
        var decided = Map.of(POD, value(1, false), WEB, value(2, true), LOG, value(2, true));

        assertThat(line(NONE_SET, decided)).isEqualTo("values.yaml:2");
        assertThat(find(NONE_SET, decided).occurrences().get(0).fieldPath()).isEqualTo(POD);
    }

    @Test
    void containersOnlyStandForThePodAllTogether() {
        var decided = Map.of(POD, value(1, false), WEB, value(2, true));

        assertThat(line(NONE_SET, decided)).isEqualTo("values.yaml:1");
    }

    @Test
    void theContainersStandForThePodWhereNoValueSuppliesItsField() {
        assertThat(line(NONE_SET, Map.of(WEB, value(2, false), LOG, value(2, false))))
                .isEqualTo("values.yaml:2");
    }

    /** One edit of two would not do. */
    @Test
    void keysOfSeveralContainersDoNotStandForThePod() {
        assertThat(line(NONE_SET, Map.of(WEB, value(2, false), LOG, value(3, false))))
                .isEqualTo("k8s/web.yaml:4");
    }

    @Test
    void thePodStandsForTheOneContainerThatHasNone() {
        assertThat(line(ONE_SET, Map.of(POD, value(1, true), LOG, value(3, false))))
                .isEqualTo("values.yaml:1");
    }

    /** What could not be searched for must not look like what was not found. */
    @Test
    void whatTheSearchSaysIsANoteOfTheRelease() {
        var release = new TextRelease("prod", "k8s")
                .file("k8s/web.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n" + NONE_SET)
                .absentFields((fields, notes) -> {
                    notes.accept("not all values were tried");
                    return Map.of();
                });

        Evaluation evaluation = new Evaluator(List.of(ActivePolicy.of(new NonRoot())), Thresholds.DEFAULT)
                .evaluate(List.of(release), Progress.NONE);

        assertThat(evaluation.findings()).hasSize(1);
        assertThat(evaluation.ledger().notes()).anyMatch(note -> note.contains("not all values were tried"));
    }
}
