package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.engine.HelmEngines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Charts that read what they changed as a whole are rendered as an upgrade, too. What differs is named, and its upgrade has to be
 * evaluated.
 */
class OtherStateTest extends ConditionsFixture {
    /** Whether the release is an upgrade, in a way that the look at the templates does not follow. */
    private static final String UP = "(contains `\"up\":true` (toJson .Values.part))";

    @BeforeEach
    void chart() {
        chart.file("values.yaml", "name: shop\npart: {}\n")
                .file(FIRST, "{{ $_ := set .Values.part \"up\" .Release.IsUpgrade }}");
    }

    @Test
    void whatOnlyTheOtherStateHas() throws Exception {
        chart.file(T, "kind: Thing\n{{ if " + UP + " }}\n---\nkind: Pod\n{{ end }}");

        assertThat(named()).containsExactly("chart/" + T + ":2 (release state)");
        assertThat(renders()).isEqualTo("{untouched=1}");
        assertThat(isEvaluated()).isTrue();
        assertThat(notes())
                .contains("chart/" + T + " writes other documents in an upgrade, which is evaluated, too: not all ways"
                        + " that the state of the release takes in this chart are seen in its text");
    }

    /** Which says nothing of its installation. */
    @Test
    void anUpgradeThatTakesAllTimeIsNotKnown() throws Exception {
        chart.file(
                T,
                "kind: Thing\n{{ if " + UP
                        + " }}{{ range until 9999 }}{{ range until 9999 }}{{ range until 9999 }}{{ end }}{{ end }}{{ end }}{{ end }}");
        System.setProperty(HelmEngines.TIMEOUT, "2");
        try {
            assertThat(named()).containsExactly("chart/" + T + ":2 (release state)");
        } finally {
            System.clearProperty(HelmEngines.TIMEOUT);
        }
        assertThat(isEvaluated()).isFalse();
    }

    /** Its installation is evaluated beside it, and compared with it. */
    @Test
    void anUpgradeIsNotComparedOnceMore() throws Exception {
        chart.asUpgrade().file(T, "kind: Thing\n{{ if not " + UP + " }}\n---\nkind: Pod\n{{ end }}");

        assertThat(named()).isEmpty();
        assertThat(renders()).isEqualTo("{untouched=1}");
        assertThat(isEvaluated()).isFalse();
    }

    @Test
    void aFieldWithAnotherValue() throws Exception {
        chart.file(T, "kind: Thing\nprivileged: {{ " + UP + " }}\n").file("templates/b.yaml", "kind: Other\n");

        assertThat(named()).containsExactly("chart/" + T + ":2 (release state)");
        assertThat(isEvaluated()).isTrue();
    }

    @Test
    void aFileThatOnlyTheOtherStateWrites() throws Exception {
        chart.file("templates/b.yaml", "kind: Thing\n").file(T, "{{ if " + UP + " }}kind: Pod{{ end }}");

        assertThat(named()).containsExactly("chart/" + T + ":1 (release state)");
        assertThat(isEvaluated()).isTrue();
    }

    @Test
    void subcharts() throws Exception {
        chart.file("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
                .file(FIRST, "{{ $_ := set .Values.sub.part \"up\" .Release.IsUpgrade }}")
                .file("values.yaml", "sub: {part: {}}\n")
                .file("charts/sub/templates/c.yaml", "kind: Sub\n{{ if " + UP + " }}a: b{{ end }}\n");

        assertThat(named()).containsExactly("chart/charts/sub/templates/c.yaml:2 (release state)");
    }

    @Test
    void nothingDiffers() throws Exception {
        chart.file(T, "kind: Thing\na: {{ toJson .Values.part | len | lt 3 }}\n");

        assertThat(named()).isEmpty();
        assertThat(isEvaluated()).isFalse();
        assertThat(renders()).isEqualTo("{untouched=1}");
    }

    @Test
    void whatIsRandomIsNoDifference() throws Exception {
        chart.file(T, "kind: Thing\na: {{ randAlphaNum 20 }}\nb: {{ now | unixEpoch }}\n");

        assertThat(named()).isEmpty();
        assertThat(isEvaluated()).isFalse();
        assertThat(renders()).isEqualTo("{untouched=1}");
    }

    @Test
    void whatIsRandomDoesNotHideADifference() throws Exception {
        chart.file(T, "kind: Thing\na: {{ randAlphaNum 20 }}\nb: {{ " + UP + " }}\n");

        assertThat(named()).containsExactly("chart/" + T + ":3 (release state)");
    }

    @Test
    void documentsThatEachRenderHasOthersOf() throws Exception {
        chart.file(
                T,
                "kind: Thing\n{{ $d := dict (randAlphaNum 9) 1 }}{{ range $k, $v := $d }}{{ $k }}: {{ $v }}\n{{ end }}");

        assertThat(named()).allMatch(text -> text.contains("random values")).isNotEmpty();
        assertThat(isEvaluated()).isTrue();
    }

    /** What comes and goes at random cannot hide what only the upgrade has. */
    @Test
    void randomFieldsBesideWhatOnlyTheUpgradeHas() throws Exception {
        chart.file(
                T,
                "kind: Thing\n{{ $d := dict (randAlphaNum 9) 1 }}{{ range $k, $v := $d }}{{ $k }}: {{ $v }}\n{{ end }}"
                        + "{{ if eq (randAlphaNum 9) `x` }}z: y{{ end }}\n{{ if " + UP
                        + " }}\n---\nkind: Pod\n{{ end }}");

        named();

        assertThat(isEvaluated()).isTrue();
    }

    @Test
    void dataOfSecretsIsCountedApart() throws Exception {
        chart.file(
                T,
                "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  a: {{ toJson .Values.part | b64enc }}\n");
        assertThat(named()).containsExactly("chart/" + T + ":1 (release state) of a Secret");

        chart.file(
                T,
                "apiVersion: v1\nkind: Secret\nmetadata: {name: a, labels: {up: '{{ " + UP + " }}'}}\ndata:\n"
                        + "  a: {{ toJson .Values.part | b64enc }}\n");
        assertThat(named()).containsExactly("chart/" + T + ":3 (release state)");
    }

    @Test
    void theRevisionInNames() throws Exception {
        chart.file(FIRST, "").file(T, """
                kind: Job
                metadata: {name: '{{ printf "%s-%d" .Release.Name .Release.Revision | trunc 63 | trimSuffix "-" }}'}
                """);

        assertThat(named()).isEmpty();
        assertThat(isEvaluated()).isFalse();
        assertThat(renders()).isEqualTo("{untouched=1}");
    }

    /** What first upgrades do not show, later ones may. */
    @Test
    void laterRevisions() throws Exception {
        String late = "(regexMatch `\"up\":[0-9]{2,}` (toJson .Values.part))";
        chart.file(FIRST, "{{ $_ := set .Values.part \"up\" .Release.Revision }}")
                .file(T, "kind: Thing\n{{ if " + late + " }}\n---\nkind: Pod\n{{ end }}");

        assertThat(named()).containsExactly("chart/" + T + ":2 (revision)");
        assertThat(renders()).isEqualTo("{untouched=1}");
        assertThat(upgrade()).isGreaterThan(2);
        chart.asUpgrade(upgrade());
        assertThat(text(render())).contains("kind: Pod");
    }

    /** Of two upgrades that differ from each other, too, the first is evaluated and the later one named. */
    @Test
    void laterRevisionsOfUpgradesThatDiffer() throws Exception {
        chart.file(FIRST, "{{ $_ := set .Values.part \"up\" .Release.Revision }}")
                .file(
                        T,
                        "kind: Thing\n{{ range $k, $v := .Values.part }}{{ if gt $v 1 }}\n---\nkind: Pod\n{{ end }}{{ end }}")
                .file(
                        "templates/b.yaml",
                        "kind: Thing\n{{ range $k, $v := .Values.part }}{{ if gt $v 9 }}\n---\nkind: Pod\n{{ end }}{{ end }}");

        assertThat(named()).anyMatch(text -> text.startsWith("chart/templates/b.yaml:") && text.contains("revision"));
        assertThat(upgrade()).isEqualTo(2);
        assertThat(notes())
                .anyMatch(note -> note.startsWith("chart/" + T + " writes other documents"))
                .noneMatch(note -> note.startsWith("chart/templates/b.yaml writes"));
    }

    @Test
    void whatIsNamedAlreadyIsNotNamedAgain() throws Exception {
        chart.file(
                T,
                "kind: Thing\n{{ if .Values.part.up }}\na: b\n{{ end }}\n{{ if eq (toJson .Values.part) `` }}b: c{{ end }}\n");

        assertThat(named()).containsExactly("chart/" + T + ":2 (release state)");
    }

    /** What a condition in the open does not explain is found beside it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if .Release.IsUpgrade }}\nb: c\n{{ end }}",
                "{{ if $.Release.IsInstall }}\nb: c\n{{ else }}\nb: d\n{{ end }}",
                "{{ if and .Values.name (not .Release.IsInstall) }}\nspec: {kind: Pod}\n{{ end }}",
                "{{ if .Values.other }}{{ else if gt .Release.Revision 1 }}\nb: c\n{{ end }}",
                "{{ if .Release.IsUpgrade }}\n---\nkind: Pod\nmetadata: {name: seen}\n{{ end }}",
                "{{ if .Release.IsUpgrade }}\n---\n{{ include \"seen\" . }}\n{{ end }}",
            })
    void aHiddenConditionBesideOneInTheOpen(String open) throws Exception {
        chart.file(FIRST, "{{ $_ := set .Values.part \"r\" .Release }}")
                .file("templates/_seen.tpl", "{{ define \"seen\" }}kind: Pod\nmetadata: {name: seen}\n{{ end }}")
                .file(
                        T,
                        "kind: Thing\n" + open
                                + "\n{{ if contains `\"IsUpgrade\":true` (toJson .Values.part) }}\n---\nkind: Pod\n{{ end }}");

        assertThat(named()).isNotEmpty();
        assertThat(isEvaluated()).isTrue();
    }

    /** A sign of YAML is no condition that a reader sees. */
    @Test
    void aSignBesideAConditionInTheOpen() throws Exception {
        chart.file(FIRST, "")
                .file(
                        T,
                        "kind: Thing\n{{ if .Release.IsUpgrade }}\nb: c\n{{ end }}\n---\n"
                                + "{{ print .Release.IsInstall | replace \"true\" \"#\" | trimPrefix \"false\" }}kind: Pod\n");

        assertThat(named()).isNotEmpty();
        assertThat(isEvaluated()).isTrue();
    }

    /** What only conditions in the open write is named, and nothing else is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if .Release.IsUpgrade }}\nb: c\n{{ end }}",
                "{{ if .Release.IsInstall }}\n---\nkind: Pod\n{{ else }}\nb: d\n{{ end }}",
                "{{ if .Release.IsUpgrade }}\n{{ include \"seen\" . }}\n{{ end }}",
                "{{ if .Release.IsUpgrade }}{{ fail \"no\" }}{{ end }}{{ if .Release.IsInstall }}\na: b{{ end }}",
            })
    void conditionsInTheOpenBesideTheRevisionInAName(String open) throws Exception {
        chart.file(FIRST, "")
                .file("templates/_seen.tpl", "{{ define \"seen\" }}a: b{{ end }}")
                .file(T, "kind: Job\nmetadata: {name: 'a-{{ .Release.Revision }}'}\n" + open + "\n");

        assertThat(named()).hasSize(1).allMatch(text -> text.contains(T) && text.contains("(release state)"));
        assertThat(isEvaluated()).isFalse();
        assertThat(renders()).isEqualTo("{untouched=1}");
    }

    @Test
    void aChartThatRefusesTheOtherState() throws Exception {
        chart.file(T, "kind: Thing\n{{ if " + UP + " }}{{ fail \"passwords\" }}{{ end }}\n");

        assertThat(named()).containsExactly("chart/" + T + ":2 (release state)");
        assertThat(isEvaluated()).as("there is nothing to evaluate").isFalse();
    }

    @Test
    void testsAreNotDeployed() throws Exception {
        chart.file(
                T, "{{ if " + UP + " }}\nkind: Pod\nmetadata: {name: a, annotations: {helm.sh/hook: test}}\n{{ end }}");

        assertThat(named()).isEmpty();
        assertThat(isEvaluated()).isFalse();
    }
}
