package io.github.akspolicy.helm.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.helm.engine.HelmFailure;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Helm wrote of a chart as it is is compared with what was collected. */
class TextRendererTest {
    private static final Probe PROBE = Probe.forArchive(Probe.Definitions.NONE);

    private static String file(String name, String text) {
        return "---\n# Source: " + name + "\n" + text + "\n";
    }

    private static void compare(String written, Map<String, String> collected) throws HelmFailure {
        TextRenderer.requireAll(written, PROBE, new PlainRender(new TreeMap<>(collected), Map.of(), "", ""));
    }

    @Test
    void aTemplateThatOnlyHelmKnowsIsAnError() {
        String written = file("s/templates/a.yaml", "a: 1") + file("s/templates/extra.yaml", "kind: Pod");

        assertThatThrownBy(() -> compare(written, Map.of("s/templates/a.yaml", "a: 1")))
                .isInstanceOf(HelmFailure.class)
                .hasMessageStartingWith("Helm renders s/templates/extra.yaml, which is not a template");
    }

    /** A line that another template writes stands for it once, not twice. */
    @Test
    void noTemplateHidesAnotherByItsLine() {
        String forged = file("s/templates/extra.yaml", "a: 1");
        String written = file("s/templates/a.yaml", forged) + file("s/templates/extra.yaml", "kind: Pod");

        assertThatThrownBy(() -> compare(written, Map.of("s/templates/a.yaml", forged)))
                .isInstanceOf(HelmFailure.class);
        assertThatCode(() -> compare(file("s/templates/a.yaml", forged), Map.of("s/templates/a.yaml", forged)))
                .doesNotThrowAnyException();
    }

    @Test
    void theTemplateThatAsksIsNotOneOfTheChart() {
        String written = file("s/" + PROBE.path(), "x") + file("s/templates/a.yaml", "a: 1");

        assertThatCode(() -> compare(written, Map.of("s/templates/a.yaml", "a: 1", "s/templates/b.yaml", "b: 1")))
                .doesNotThrowAnyException();
        assertThat(DebugOutput.names(written)).hasSize(2);
    }
}
