package io.github.akspolicy.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.helm.HelmBinaries;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What templates write, of which Helm need read no file. */
class WrittenTest {
    private static final String NO_YAML = "]key: text\n";
    private static final String HOOK =
            "kind: Job\nmetadata: {annotations: {helm.sh/hook: pre-install}}\n---\nkind: B\n";

    private static String written(HelmEngine helm, EngineChart chart) throws HelmFailure {
        return helm.render(chart.call(), HelmEngine.Mode.WRITTEN).written();
    }

    private static EngineChart chart() {
        return new EngineChart()
                .file("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
                .file("charts/sub/templates/first.yaml", NO_YAML)
                .file("templates/hook.yaml", HOOK)
                .file("templates/z.yaml", "]z: {{ .Release.Name }}\n");
    }

    private static void assertAllIsWritten(HelmEngine helm) throws HelmFailure {
        assertThat(written(helm, chart()))
                .contains("# Source: shop/charts/sub/templates/first.yaml\n" + NO_YAML)
                .contains("# Source: shop/templates/hook.yaml\n" + HOOK)
                .contains("# Source: shop/templates/z.yaml\n]z: release\n");
    }

    private static void assertRefusalsAreHelms(HelmEngine helm) throws HelmFailure {
        assertThatThrownBy(() -> written(helm, chart().file("templates/a.yaml", "{{ fail \"no room\" }}")))
                .isInstanceOf(HelmFailure.class)
                .hasMessageContaining("no room");
        assertThatThrownBy(() -> written(helm, chart().file("templates/a.yaml", "{{ if }}")))
                .isInstanceOf(HelmFailure.class)
                .hasMessageContaining("shop/templates/a.yaml:1");
        assertThatThrownBy(() -> written(helm, new EngineChart().file("Chart.yaml", "name: [")))
                .isInstanceOf(HelmFailure.class)
                .hasMessageContaining("Chart.yaml");
        assertThat(written(helm, new EngineChart().file("templates/a.yaml", "")))
                .as("a chart that writes nothing")
                .isBlank();
    }

    @Test
    void everyFileOfTheEmbeddedHelm() throws HelmFailure {
        assertAllIsWritten(HelmEngines.choose());
    }

    @Test
    void refusalsOfTheEmbeddedHelm() throws HelmFailure {
        assertRefusalsAreHelms(HelmEngines.choose());
    }

    /** Which file comes last is random: what lies behind the NUL is long enough to be noticed there, too. */
    @Test
    void whatANulHidesIsNoAnswer() {
        EngineChart chart = chart().file(
                        "templates/nul.yaml",
                        "# {{ repeat 9000 \"x\" }}\n{{ \"AAo=\" | b64dec }}\n# {{ repeat 200 \"x\" }}\n");

        assertThatThrownBy(() -> written(HelmEngines.choose(), chart)).hasMessageContaining("renders a NUL character");
    }

    @Test
    @Tag("deep")
    void bothOfTheBinaries() throws Exception {
        for (String version : new String[] {"helm3", "helm4"}) {
            HelmEngine helm = HelmEngines.binary(HelmBinaries.folder().resolve(version));
            assertAllIsWritten(helm);
            assertRefusalsAreHelms(helm);
        }
    }
}
