package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.ChartRenderer.Rendered;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of Helm of which the end is missing, or may be: nothing of the chart is lost. */
class CutAnswersTest {
    private static final String LOOKUP = "{{- $_ := lookup \"v1\" \"Secret\" \"a\" \"b\" }}\n";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder);
        chart.file("values.yaml", "port: 80\n")
                .file("templates/a.yaml", "kind: A\nport: {{ .Values.port }}\nup: {{ .Release.IsUpgrade }}\n")
                .file("templates/é.yaml", "kind: B\nmetadata: {annotations: {helm.sh/hook: pre-install}}\n")
                .file("charts/foo/Chart.yaml", "apiVersion: v2\nname: foo\nversion: 1.0.0\n")
                .file("charts/foo/templates/a.yaml", "kind: C\nname: {{ .Template.Name }}\n")
                .file("crds/d.yaml", "kind: CustomResourceDefinition\n")
                .withCrds();
    }

    /** An engine whose answers are changed on the way. */
    private static final class Changed extends DelegatingHelm {
        private final boolean isWholeKnown;
        private final UnaryOperator<String> change;

        Changed(HelmEngine engine, boolean isWholeKnown, UnaryOperator<String> change) {
            super(engine);
            this.isWholeKnown = isWholeKnown;
            this.change = change;
        }

        @Override
        public HelmAnswer render(HelmCall call) throws HelmFailure {
            HelmAnswer answer = super.render(call);
            return new HelmAnswer(
                    change.apply(answer.output()),
                    answer.error(),
                    answer.log(),
                    answer.hasHooks(),
                    isWholeKnown && answer.isWhole());
        }
    }

    private static List<String> texts(Rendered rendered) {
        return rendered.manifests().stream()
                .map((ManifestFile file) -> file.path() + "\n" + file.text().strip())
                .sorted()
                .toList();
    }

    static Stream<Consumer<TestChart>> charts() {
        return Stream.of(
                chart -> {},
                TestChart::asUpgrade,
                chart -> chart.file("templates/l.yaml", LOOKUP + "kind: L\n"),
                chart -> chart.file(
                                "templates/c.yaml",
                                "{{ if .Capabilities.APIVersions.Has `metrics.k8s.io/v1beta1` }}kind: M{{ end }}\n")
                        .apis(KnownApis.ofAks("v1.32.0", List.of())),
                chart -> chart.file("templates/c.yaml", "kind: M\na: {{ toJson .Capabilities | quote }}\n")
                        .apis(KnownApis.ofAks("v1.32.0", List.of())),
                chart -> chart.thirdParty("charts/foo"));
    }

    /** As on systems that do not tell how long a text is that a zero byte ends. */
    @ParameterizedTest
    @MethodSource("charts")
    void documentsAreTheSameWhereNoAnswerIsKnownToBeWhole(Consumer<TestChart> prepare) throws Exception {
        prepare.accept(chart);
        Rendered expected = new HelmChartRenderer().render(chart.request());
        Rendered rendered = new HelmChartRenderer(new Changed(HelmEngines.choose(), false, output -> output))
                .render(chart.request());

        assertThat(texts(rendered)).isEqualTo(texts(expected)).hasSizeGreaterThan(3);
        assertThat(rendered.thirdParty().alone() == null)
                .isEqualTo(expected.thirdParty().alone() == null);
    }

    /** The embedded Helm leaves out hooks, which the executor may only add to all that Helm did print. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerWithoutItsEndIsAnError(boolean isWholeKnown) throws Exception {
        chart.file("templates/l.yaml", LOOKUP + "kind: L\n");
        HelmEngine engine = HelmEngines.choose();
        int[] length = new int[1];
        new HelmChartRenderer(new Changed(engine, isWholeKnown, output -> {
                    length[0] = Math.max(length[0], output.length());
                    return output;
                }))
                .render(chart.request());
        for (int cut = 0; cut < length[0] - 1; cut++) {
            int end = cut;
            var cutting =
                    new Changed(engine, isWholeKnown, output -> output.substring(0, Math.min(output.length(), end)));
            assertThatThrownBy(() -> new HelmChartRenderer(cutting).render(chart.request()))
                    .as("after %s of %s", end, length[0])
                    .isInstanceOf(SourceException.class);
        }
    }

    /** A binary prints hooks: what it says less than the executor is less, and all that it says is evaluated. */
    @Test
    void onlyWhatABinaryPrintsIsEvaluated() throws Exception {
        var less = new DelegatingHelm(HelmEngines.choose()) {
            @Override
            public HelmAnswer render(HelmCall call) {
                return new HelmAnswer(
                        "---\n# Source: shop/templates/a.yaml\nkind: Other\n"
                                + "---\n# Source: else/where.yaml\nkind: Unknown\n",
                        "",
                        "",
                        true,
                        true);
            }
        };

        assertThat(texts(new HelmChartRenderer(less).render(chart.request())))
                .containsExactly(
                        "else/where.yaml\n---\nkind: Unknown",
                        "shop/crds/d.yaml\nkind: CustomResourceDefinition",
                        "shop/templates/a.yaml\n---\nkind: Other");
    }
}
