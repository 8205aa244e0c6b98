package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a render reports besides its documents, and where it reports that Helm did not come to an end. */
class RenderNotesTest {
    private static final String T = "templates/a.yaml";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder).file(T, "kind: Thing\n");
    }

    private List<String> notes() throws Exception {
        return new HelmChartRenderer().render(chart.request()).notes();
    }

    @Test
    void theIsolationThatHeldIsNamed() throws Exception {
        assertThat(notes()).singleElement().asString().startsWith("Helm ran with ");
    }

    @Test
    void warningsOfHelmAreNotLost() throws Exception {
        chart.file("values.yaml", "a: text\n").values("prod.yaml", "a: {b: 1}\n");
        assertThat(notes()).anyMatch(note -> note.startsWith("Helm: ") && note.contains("a"));
        assertThat(notes()).isEqualTo(notes());
    }

    @Test
    void hooksThatAreLeftOutAreNotEvaluated() throws Exception {
        String hook = "kind: Pod\nmetadata: {annotations: {helm.sh/hook: %s}}\n---\n";
        chart.file("templates/tests/a.yaml", hook.formatted("test"))
                .file("templates/hooks.yaml", hook.formatted("nonsense") + hook.formatted("pre-install"));

        assertThat(new HelmChartRenderer().render(chart.request()).notEvaluated())
                .extracting(NotEvaluated::toString)
                .containsExactlyInAnyOrder(
                        "chart/templates/hooks.yaml:1:1: Helm creates no hook of an event that it"
                                + " does not know (fix the events in helm.sh/hook)",
                        "chart/templates/tests/a.yaml:1:1: helm install does not create a test"
                                + " hook (testHooks: true of the source in aks-policy.yaml evaluates it)");
    }

    @Test
    void hooksThatHelmInstallsAreNoGap() throws Exception {
        chart.file("templates/hooks.yaml", "kind: Pod\nmetadata: {annotations: {helm.sh/hook: 'post-install,test'}}\n");

        assertThat(new HelmChartRenderer().render(chart.request()).notEvaluated())
                .isEmpty();
    }

    /** The embedded Helm does not print hooks, which the executor did not come to. */
    @Test
    void aTemplateThatIsNotExecutedToItsEndLosesItsLines() throws Exception {
        chart.file(T, "kind: Thing\n{{ range until 9000 }}{{ range until 3000 }}{{ end }}{{ end }}\n")
                .file("templates/b.yaml", "kind: Other\n");
        assertThat(chart.problem().message())
                .contains("the executor of templates cannot execute it (gave up after 20000000 steps)");

        HelmEngine printing = new DelegatingHelm(HelmEngines.choose()) {
            @Override
            public HelmAnswer render(HelmCall call) throws HelmFailure {
                HelmAnswer answer = super.render(call);
                return new HelmAnswer(answer.output(), answer.error(), answer.log(), true, true);
            }
        };
        assertThat(new HelmChartRenderer(printing).render(chart.request()).notes())
                .noneMatch(note -> note.contains("b.yaml is evaluated"))
                .anyMatch(note -> note.contains("which lines of the chart wrote it is unknown"));
    }

    @Test
    void aKubeVersionThatDoesNotFitIsReportedAtItsLine() {
        chart.file(
                "Chart.yaml",
                "apiVersion: v2\nname: shop\nversion: 1.0.0\nkubeVersion: \">=1.99.0-0\"\ndescription: a\n");

        assertThat(chart.problem().toString())
                .startsWith(
                        "chart/Chart.yaml:4:1: kubeVersion: Helm renders the chart for Kubernetes >=1.99.0-0 only, not for v1.")
                .endsWith(
                        "(set kubeVersion of the environment to the version of its cluster, or widen the range here)");
    }

    /** A value that contains itself ends Helm, not this process. */
    @Test
    void theLineAtWhichHelmEndedIsNamed() {
        chart.file("templates/b.yaml", "kind: Other\n")
                .file(T, "kind: Thing\n# one\n{{ $_ := set .Values \"a\" .Values }}\ntext: {{ .Values | toString }}\n");
        Problem problem = chart.problem();
        assertThat(problem.toString())
                .startsWith("chart/templates/a.yaml:4:7: ")
                // where the machine is slow, what watches Helm sees the memory first
                .containsPattern("stack overflow|needed more than");
        chart.file(T, "kind: Thing\n");
        assertThat(chart.render().paths()).hasSize(2);
    }
}
