package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.FindingText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A privileged pod that only an upgrade installs is a finding, where a chart hides the condition, without any configuration. */
class HiddenUpgradeTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: hidden}
            spec:
              containers: [{name: a, image: "a:1", securityContext: {privileged: true}}]
            """;
    private static final String ON_UPGRADE = "{{ if .Release.IsUpgrade }}\n" + POD + "{{ end }}\n";
    private static final String WHERE_UP = "{{ if .Values.up }}\n" + POD + "{{ end }}\n";
    private static final String T = "templates/a.yaml";

    /** Helm runs the deepest template first. */
    private static final String FIRST = "templates/deep/er/";

    private static final String QUIET = "{{/* caf\u00e9 */}}\n";

    @TempDir
    Path folder;

    static Stream<Arguments> tricks() {
        String set = "{{ $_ := set .Values \"up\" .Release.IsUpgrade }}";
        return Stream.of(
                trick("bytes that are not UTF-8", T, QUIET + ON_UPGRADE),
                trick("tpl of README.md", T, "{{ tpl (.Files.Get \"README.md\") . }}", "README.md", ON_UPGRADE),
                trick("tpl of *.gotmpl", T, "{{ tpl (.Files.Get \"a.gotmpl\") . }}", "a.gotmpl", ON_UPGRADE),
                trick("tpl of ci/", T, "{{ tpl (.Files.Get \"ci/a.yaml\") . }}", "ci/a.yaml", ON_UPGRADE),
                trick("set", T, WHERE_UP, FIRST + "a.yaml", set),
                trick("set in NOTES.txt", T, WHERE_UP, FIRST + "NOTES.txt", set),
                trick(
                        "merge",
                        T,
                        WHERE_UP,
                        FIRST + "a.yaml",
                        "{{ $_ := merge .Values (dict \"up\" .Release.IsUpgrade) }}"),
                trick(
                        "mergeOverwrite in NOTES.txt",
                        T,
                        WHERE_UP,
                        FIRST + "NOTES.txt",
                        "{{ $_ := mergeOverwrite .Values (dict \"up\" .Release.IsUpgrade) }}"),
                trick(
                        "a composed name",
                        T,
                        "{{ include (printf \"s.%s\" \"pod\") . }}",
                        "templates/_a.tpl",
                        "{{ define \"s.pod\" }}" + ON_UPGRADE + "{{ end }}"),
                trick(
                        "all values as text",
                        T,
                        "{{ if contains `\"up\":true` (toJson .Values) }}\n" + POD + "{{ end }}\n",
                        FIRST + "a.yaml",
                        set),
                trick(
                        "text of values",
                        T,
                        "{{ tpl .Values.text . }}",
                        "values.yaml",
                        "text: |\n  " + ON_UPGRADE.replace("\n", "\n  ")));
    }

    static Stream<Arguments> tricksOfTime() {
        String late = "(lt 2040 (now | date \"2006\" | int))";
        String whereLate = "{{ if contains `\"late\":true` (toJson .Values.part) }}\n" + POD + "{{ end }}\n";
        String values = "part: {}\n";
        return Stream.of(
                trick(
                        "set",
                        T,
                        whereLate,
                        FIRST + "a.yaml",
                        "{{ $_ := set .Values.part \"late\" " + late + " }}",
                        "values.yaml",
                        values),
                trick(
                        "merge in NOTES.txt",
                        T,
                        whereLate,
                        FIRST + "NOTES.txt",
                        "{{ $_ := merge .Values.part (dict \"late\" " + late + ") }}",
                        "values.yaml",
                        values),
                trick(
                        "composed text",
                        T,
                        "{{ tpl (.Files.Get \"a.txt\" | replace \"LATE\" \"if\") . }}",
                        "a.txt",
                        "{{ LATE " + late + " }}\n" + POD + "{{ end }}\n"),
                trick(
                        "a sign of YAML",
                        T,
                        "{{ regexReplaceAll \"^2.*\" (now | date \"2006\" | replace \"2048\" \"\") \"#\" }} "
                                + "{apiVersion: v1, kind: Pod, metadata: {name: hidden}, spec: {containers: "
                                + "[{name: a, image: \"a:1\", securityContext: {privileged: true}}]}}\n"));
    }

    private static Arguments trick(String name, String... files) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < files.length; i += 2) {
            all.put(files[i], files[i + 1]);
        }
        return Arguments.of(name, all);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve("chart").resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(text.startsWith(QUIET) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    }

    private Evaluation evaluation(Map<String, String> files) throws Exception {
        Files.createDirectories(folder.resolve(".git"));
        write("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        write("templates/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: both}\ndata: {a: b}\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        Path configuration = folder.resolve("aks-policy.yaml");
        Files.writeString(
                configuration,
                "schemaVersion: 1\nprofile: pss-baseline\nenvironments: {prod: }\nsources: [{chart: chart}]\n");
        return Verification.load(configuration, Overrides.NONE).evaluate(Progress.NONE);
    }

    private static List<String> releases(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .map(release -> release.id().toString())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tricks")
    void aPodThatOnlyAnUpgradeInstalls(String name, Map<String, String> files) throws Exception {
        Evaluation evaluation = evaluation(files);

        assertThat(evaluation.problems()).isEmpty();
        assertThat(releases(evaluation)).containsExactly("prod/chart", "prod/chart (upgrade)");
        Finding privileged = evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("pod/privileged"))
                .findFirst()
                .orElseThrow();
        assertThat(privileged.fails()).isTrue();
        assertThat(privileged.location().path()).startsWith("chart/");
        assertThat(FindingText.of(privileged))
                .contains("chart/" + T, "only in the upgrade: the installation does not have it");
        assertThat(evaluation.ledger().notes())
                .anyMatch(note -> note.contains("chart/" + T + " writes other documents in an upgrade"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tricksOfTime")
    void aPodThatIsInstalledAtAnotherTime(String name, Map<String, String> files) throws Exception {
        Evaluation evaluation = evaluation(files);

        assertThat(evaluation.problems()).isEmpty();
        assertThat(releases(evaluation)).containsExactly("prod/chart", "prod/chart (upgrade)");
        Finding privileged = evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("pod/privileged"))
                .findFirst()
                .orElseThrow();
        assertThat(privileged.fails()).isTrue();
        assertThat(privileged.location().path()).startsWith("chart/");
        assertThat(evaluation.openBranches()).isNotEmpty();
        assertThat(evaluation.ledger().notes())
                .anyMatch(note -> note.contains("chart/" + T + " writes other documents at another time"));
    }

    /** A condition in the open is named, and evaluated where {@code variants} asks for it. */
    @Test
    void ordinaryCharts() throws Exception {
        Evaluation evaluation = evaluation(Map.of(T, ON_UPGRADE));

        assertThat(releases(evaluation)).containsExactly("prod/chart");
        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.openBranches().get(0).line()).contains("chart/" + T + ":1 (release state)");
    }
}
