package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.ChartLine.Reach;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.Origin;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chart of others answers for what it writes alone, not for what the repository makes it write. */
class ThirdPartyReachTest {
    private static final String FILE = "charts/cache/templates/c.yaml";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder)
                .file("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .thirdParty("charts/cache");
    }

    private TestChart writes(String spec) {
        return chart.file(
                FILE,
                "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name | default \"cache\" }}\nspec:\n" + spec);
    }

    private void has(Reach expected, String path) {
        Origin origin = chart.render().origin(FILE, path);
        ChartLine line = origin.chart();
        assertThat(line).isNotNull();
        assertThat(line.reach()).as("%s: %s", path, origin).isEqualTo(expected);
        assertThat(origin.isVendorDebt()).isEqualTo(expected == Reach.NONE);
    }

    @Test
    void whatTheChartWritesByItself() {
        writes("  hostPID: true\n  hostIPC: true\n").file("values.yaml", "cache: {name: other, unused: 1}\n");

        has(Reach.NONE, "spec.hostPID");
        has(Reach.NONE, "spec");
        has(Reach.NONE, "kind");
    }

    @Test
    void aBlockThatValuesSwitchOn() {
        writes("  hostIPC: true\n  {{ if .Values.p }}hostPID: true{{ end }}\n")
                .file("values.yaml", "cache: {p: true}\n");

        has(Reach.CAUSED, "spec.hostPID");
        has(Reach.NONE, "spec.hostIPC");

        // and one that a values file of the environment switches on
        chart.file("values.yaml", "{}\n").values("prod.yaml", "cache: {p: true}\n");
        has(Reach.CAUSED, "spec.hostPID");
    }

    @Test
    void aBlockThatTheDefaultsOfTheChartSwitchOn() {
        writes("  {{ if .Values.p }}hostPID: true{{ end }}\n")
                .file("charts/cache/values.yaml", "p: true\n")
                .file("values.yaml", "cache: {p: true}\n");

        has(Reach.NONE, "spec.hostPID");
    }

    /** Nothing of what is written stands in the value, whose line would be the origin otherwise. */
    @Test
    void textOfValues() {
        writes("{{ tpl .Values.text . | indent 2 }}\n")
                .file("charts/cache/values.yaml", "text: 'hostIPC: false'\n")
                .file("values.yaml", "cache: {text: '{{ \"hostPID\" }}: {{ not false }}'}\n");

        has(Reach.CAUSED, "spec.hostPID");
    }

    @Test
    void aTemplateWithANameOfValues() {
        writes("{{ include .Values.which . | indent 2 }}\n")
                .file("charts/cache/values.yaml", "which: good\n")
                .file(
                        "charts/cache/templates/_h.tpl",
                        "{{ define \"good\" }}hostIPC: false{{ end }}{{ define \"evil\" }}hostPID: true{{ end }}")
                .file("values.yaml", "cache: {which: evil}\n");

        has(Reach.CAUSED, "spec.hostPID");
    }

    @Test
    void valuesThatATemplateOfTheRepositorySets() {
        writes("  {{ if .Values.p }}hostPID: true{{ end }}\n")
                .file("values.yaml", "cache: {p: false}\n")
                .file(
                        "templates/zz/zz/zz/a.yaml",
                        "{{ $_ := set .Values.cache \"p\" true }}{{ with .Subcharts }}{{ $_ := set .cache.Values \"p\" true }}{{ end }}");

        has(Reach.CAUSED, "spec.hostPID");
    }

    @Test
    void anotherListThanItsOwn() {
        writes(
                        "  containers:\n{{ range .Values.all }}    - name: {{ . }}\n      securityContext: {privileged: true}\n{{ end }}")
                .file("charts/cache/values.yaml", "all: [a]\n")
                .file("values.yaml", "cache: {all: [b, a]}\n");

        has(Reach.CAUSED, "spec.containers.0.securityContext.privileged");
        has(Reach.NONE, "spec.containers.1.securityContext.privileged");
        has(Reach.CAUSED, "spec.containers");
    }

    @Test
    void whatValuesTakeAway() {
        writes("{{ toYaml .Values.pod | indent 2 }}\n")
                .file("charts/cache/values.yaml", "pod: {hostname: a, securityContext: {runAsNonRoot: true}}\n")
                .file("values.yaml", "cache: {pod: {securityContext: null}}\n");

        Origin origin = chart.render().origin(FILE, "spec.securityContext.runAsNonRoot");
        assertThat(origin.isVendorDebt()).as("%s", origin).isFalse();
    }

    @Test
    void anObjectMoreThanItsOwn() {
        chart.file(
                        FILE,
                        "{{ range .Values.all }}---\napiVersion: v1\nkind: Pod\nmetadata: {name: {{ . }}}\nspec: {hostPID: true}\n{{ end }}")
                .file("charts/cache/values.yaml", "all: [a]\n")
                .file("values.yaml", "cache: {all: [a, b]}\n");

        TestRender render = chart.render();
        assertThat(render.origin(FILE, 0, "spec.hostPID").isVendorDebt()).isTrue();
        assertThat(render.origin(FILE, 1, "spec.hostPID").isVendorDebt()).isFalse();
    }

    @Test
    void aChartThatDoesNotRenderWithoutValues() {
        writes("  hostPID: true\n  hostname: {{ required \"set it\" .Values.host }}\n")
                .file("values.yaml", "cache: {host: h}\n");

        has(Reach.UNKNOWN, "spec.hostPID");
    }

    /** That a chart is used at all is what its being third-party is about. */
    @Test
    void aConditionOfTheRepository() {
        writes("  hostPID: true\n")
                .file(
                        "Chart.yaml",
                        "apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n"
                                + "  - {name: cache, version: 1.x, alias: fast, condition: fast.enabled}\n")
                .file("values.yaml", "fast: {enabled: true}\n");

        Origin origin = chart.render().origin("charts/fast/templates/c.yaml", "spec.hostPID");
        assertThat(origin.isVendorDebt()).isTrue();
    }

    @Test
    void whatIsReadTogetherWithAPlace() {
        chart.file(FILE, """
                        apiVersion: v1
                        kind: Role
                        metadata: {name: a}
                        rules:
                          - apiGroups: [""]
                            resources: [secrets]
                            verbs: {{ toJson .Values.verbs }}
                        spec:
                          securityContext: {runAsUser: {{ .Values.uid }}}
                          containers:
                            - {name: a, image: a, resources: {limits: {cpu: "{{ .Values.cpu }}"}}}
                        """)
                .file("charts/cache/values.yaml", "verbs: [create]\nuid: 1000\ncpu: 1\n")
                .file("values.yaml", "cache: {cpu: 2}\n");
        has(Reach.NONE, "rules.0.resources.0");
        has(Reach.NONE, "spec.containers.0.tty");

        chart.file("values.yaml", "cache: {verbs: [get, list], uid: 0}\n");
        has(Reach.CAUSED, "rules.0.resources.0");
        has(Reach.CAUSED, "spec.containers.0.tty");
    }

    /** The executor says what the chart writes alone only where it writes what Helm does: here Helm is another one. */
    @Test
    void aTextThatTheExecutorDoesNotWrite() throws Exception {
        writes("  hostPID: true\n  hostIPC: true\n")
                .file("charts/cache/templates/d.yaml", "apiVersion: v1\nkind: ConfigMap\n");
        HelmEngine changed = new DelegatingHelm(HelmEngines.choose()) {
            @Override
            public HelmAnswer render(HelmCall call) throws HelmFailure {
                HelmAnswer answer = super.render(call);
                return new HelmAnswer(
                        answer.output().replace("hostIPC: true", "hostIPC: !!bool true"),
                        answer.error(),
                        answer.log(),
                        true,
                        true);
            }
        };
        ChartRenderer.Rendered rendered = new HelmChartRenderer(changed).render(chart.request());
        var render = new TestRender(chart, rendered.manifests());

        ChartLine line = render.origin(FILE, "spec.hostPID").chart();
        assertThat(line).isNotNull();
        assertThat(line.reach()).isEqualTo(Reach.UNKNOWN);
        assertThat(render.origin("charts/cache/templates/d.yaml", "kind").isVendorDebt())
                .isTrue();
        assertThat(rendered.thirdParty().alone()).isNull();
        assertThat(new HelmChartRenderer().render(chart.request()).thirdParty().alone())
                .hasSize(2);
    }

    /** What the chart writes alone is not known then: what it writes here is no debt. */
    @Test
    void aChartThatTakesTooMuchWithoutValues() throws Exception {
        writes("  {{ if not .Values.size }}x: {{ until 2000000000 | len }}{{ end }}\n  hostIPC: true\n")
                .file("values.yaml", "cache: {size: 1}\n");

        has(Reach.UNKNOWN, "spec.hostIPC");
        assertThat(new HelmChartRenderer().render(chart.request()).thirdParty().alone())
                .isNull();

        chart.file("charts/cache/values.yaml", "size: 1\n");
        has(Reach.NONE, "spec.hostIPC");
    }

    /** What is random differs in each render, and nothing else is vague for it. */
    @Test
    void aRandomWordBesideIt() {
        chart.file(
                FILE,
                "apiVersion: v1\nkind: Pod\nmetadata:\n  name: cache\n  labels: {a: {{ randAlphaNum 9 }}}\n"
                        + "spec:\n  hostPID: true\n  hostIPC: {{ randAlphaNum 9 | contains \"!\" | not }}\n");

        has(Reach.NONE, "spec.hostPID");
        has(Reach.CAUSED, "metadata.labels.a");
    }

    @Test
    void aDefinitionWithTheNameOfAFileOfTheChart() {
        writes("  hostPID: true\n").file("templates/_h.tpl", "{{ define \"shop/" + FILE + "\" }}kind: Evil\n{{ end }}");

        assertThat(chart.render().origin(FILE, "kind").isVendorDebt()).isFalse();
    }

    @Test
    void globalsOfTheRepository() {
        writes("  hostIPC: true\n  {{ with .Values.global }}{{ if .p }}hostPID: true{{ end }}{{ end }}\n")
                .file("values.yaml", "global: {p: true}\n");

        has(Reach.CAUSED, "spec.hostPID");
        has(Reach.NONE, "spec.hostIPC");
    }

    /** A library of the repository is the repository's, too. */
    @Test
    void aChartOfTheRepositoryBesideIt() {
        writes("  hostIPC: true\n  {{ if .Values.p }}hostPID: true{{ end }}\n")
                .file("charts/own/Chart.yaml", "apiVersion: v2\nname: own\nversion: 1.0.0\n")
                .file(
                        "charts/own/templates/zz/zz/a.yaml",
                        "{{ range tuple .Values }}{{ $_ := set . \"x\" 1 }}{{ end }}kind: Own\n")
                .file("charts/own/values.yaml", "p: true\n");

        has(Reach.NONE, "spec.hostIPC");
        assertThat(chart.render()
                        .origin("charts/own/templates/zz/zz/a.yaml", "kind")
                        .isVendorDebt())
                .isFalse();
    }
}
