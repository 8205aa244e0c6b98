package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code helm upgrade} applies: a request says so, and every template sees it before it runs. */
class UpgradeRenderTest {
    private static final String T = "templates/a.yaml";
    private static final String STATE =
            "kind: Thing\nupgrade: {{ .Release.IsUpgrade }}\ninstall: {{ .Release.IsInstall }}\n"
                    + "revision: {{ .Release.Revision }}\nhelper: {{ include \"shop.mode\" . }}\n"
                    + "text: {{ tpl \"{{ .Release.IsUpgrade }}\" . }}\n"
                    + "{{- if .Release.IsUpgrade }}\nprivileged: true\n{{- end }}\n";

    @TempDir
    private Path folder;

    private TestChart chart() {
        return new TestChart(folder)
                .file(
                        "templates/_h.tpl",
                        "{{ define \"shop.mode\" }}{{ ternary \"up\" \"in\" .Release.IsUpgrade }}{{ end }}")
                .file(T, STATE)
                .file("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
                .file(
                        "charts/sub/" + T,
                        "kind: Sub\nupgrade: {{ .Release.IsUpgrade }}\nrevision: {{ .Release.Revision }}\n");
    }

    @Test
    void aRequestIsAnInstallationByDefault() {
        assertThat(chart().render().text(T))
                .contains("upgrade: false", "install: true", "revision: 1", "helper: in", "text: false")
                .doesNotContain("privileged");
    }

    @Test
    void anUpgradeRendersWhatHelmUpgradeApplies() {
        TestChart chart = chart();
        TestRender render = chart.asUpgrade().render();

        assertThat(render.text(T))
                .contains(
                        "upgrade: true",
                        "install: false",
                        "revision: 2",
                        "helper: up",
                        "text: true",
                        "privileged: true");
        assertThat(render.text("charts/sub/" + T)).contains("upgrade: true", "revision: 2");
        assertThat(render.primary(T, "privileged")).isEqualTo(chart.in(T, "privileged"));
    }
}
