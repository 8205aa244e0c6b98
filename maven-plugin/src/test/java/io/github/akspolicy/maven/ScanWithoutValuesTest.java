package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.source.NotEvaluated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scanned chart that needs values, or renders nothing, is one line with the command that gives it values. */
class ScanWithoutValuesTest {
    private static final String MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeARepository() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
    }

    private ScanWithoutValuesTest write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    private ScanWithoutValuesTest chart(String path, String template) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return write(path + "/Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n")
                .write(path + "/templates/a.yaml", template);
    }

    private void archive(String name, String version, String template) throws IOException {
        var files = Map.of(
                "web/Chart.yaml",
                "apiVersion: v2\nname: web\nversion: " + version + "\n",
                "web/templates/a.yaml",
                template);
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))))) {
            for (var file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
    }

    private Evaluation scan(String failOn, String... values) throws ConfigurationException {
        return Verification.scan(folder, Overrides.NONE.failOn(failOn).values(List.of(values)))
                .evaluate(Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .Values.ingress.tls }}",
                "{{ required \"set image.tag\" .Values.tag }}",
                "{{ if not .Values.tag }}{{ fail \"set image.tag\" }}{{ end }}",
                "{{ tpl .Values.tag . }}",
                "{{ include \"h\" .Values.a.b }}{{ define \"h\" }}{{ .x }}{{ end }}",
                "{{ index .Values.list 0 }}",
                "{{ .Values.name | trunc 63 }}"
            })
    void aChartThatNeedsValuesIsOneLine(String template) throws Exception {
        chart("charts/web", MAP.formatted("web") + "data:\n  x: " + template + "\n");

        Evaluation alone = scan("high");
        assertThat(alone.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(alone.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.problem().message()).startsWith("nothing was evaluated: ");
            assertThat(problem.problem().fix()).startsWith("scan with -Daks-policy.values=FILE");
        });
        write("k8s/a.yaml", MAP.formatted("a"));

        Evaluation evaluation = scan("high");

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(EvaluationText.sentence(evaluation))
                .isEqualTo("PASSED what was evaluated: 1 resource, no finding fails the build (failOn: high);"
                        + " 1 not evaluated.");
        assertThat(evaluation.ledger().notEvaluated())
                .singleElement()
                .asString()
                .startsWith("charts/web/templates/a.yaml:5:")
                .contains(": the chart needs values: ")
                .contains("scan with -Daks-policy.values=FILE");
    }

    @Test
    void theCommandNamesAFileThatTheChartBrings() throws Exception {
        chart("web", MAP.formatted("web") + "data: {x: {{ required \"tag\" .Values.tag }}}\n")
                .write("web/ci/ci-values.yaml", "tag: x\n");

        assertThat(scan("never").ledger().notEvaluated())
                .extracting(NotEvaluated::toString)
                .anyMatch(line -> line.contains("the chart needs values")
                        && line.contains("scan with -Daks-policy.values=ci/ci-values.yaml:"));
        Evaluation given = scan("never", "ci/ci-values.yaml");
        assertThat(given.ledger().notEvaluated()).isEmpty();
        assertThat(given.ledger().resources()).isEqualTo(1);
    }

    @Test
    void aChartThatRendersNothingIsOneLine() throws Exception {
        chart("web", "{{ if .Values.on }}\n" + MAP.formatted("web") + "{{ end }}\n");

        write("k8s/a.yaml", MAP.formatted("a"));

        Evaluation evaluation = scan("high");

        assertThat(evaluation.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(evaluation.ledger().notEvaluated())
                .singleElement()
                .asString()
                .startsWith("web:1:1: the chart renders nothing with these values (scan with -Daks-policy.values=FILE");
    }

    @Test
    void aChartThatLacksItsDependenciesIsOneLineWithTheCommand() throws Exception {
        write("k8s/a.yaml", MAP.formatted("a")).chart("web", MAP.formatted("web"));
        write(
                "web/Chart.yaml",
                "apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n"
                        + "  - {name: redis, version: 17.x, repository: 'https://charts.example'}\n"
                        + "  - {name: kit, version: 1.x, repository: 'https://charts.example'}\n");

        Evaluation evaluation = scan("high");

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.ledger().resources()).isEqualTo(1);
        assertThat(evaluation.ledger().notEvaluated())
                .extracting(NotEvaluated::toString)
                .containsExactly("web/Chart.yaml:5:5: web: the dependencies redis@17.x and kit@1.x are not in charts/"
                        + " (run: helm dependency build web)");
    }

    @Test
    void anArchiveBesideItsChartIsNotReadTwice() throws Exception {
        chart("web", MAP.formatted("web"));
        archive("web-1.0.0.tgz", "1.0.0", MAP.formatted("packed"));
        archive("web-0.9.0.tgz", "0.9.0", MAP.formatted("older"));

        Evaluation evaluation = scan("high");

        assertThat(names(evaluation)).containsExactlyInAnyOrder("web", "older");
        assertThat(evaluation.ledger().notEvaluated())
                .extracting(NotEvaluated::toString)
                .containsExactly(
                        "web-1.0.0.tgz:1:1: the folder of the chart of this name and version is evaluated instead"
                                + " (remove the archive, or scan it by itself)");
    }

    @Test
    void aLibraryThatNoChartTakesIsOneLine() throws Exception {
        write("lib/Chart.yaml", "apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n")
                .write("lib/templates/_h.tpl", "{{ define \"lib.x\" }}x{{ end }}");

        Evaluation alone = scan("never");
        assertThat(alone.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(alone.ledger().notEvaluated())
                .singleElement()
                .asString()
                .startsWith("lib/Chart.yaml:1:1: lib: the library chart deploys nothing alone");

        chart("web", MAP.formatted("{{ include \"lib.x\" . }}"));
        write(
                "web/Chart.yaml",
                "apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n"
                        + "  - {name: lib, version: 1.0.0, repository: 'file://../lib'}\n");
        assertThat(scan("never").ledger().notEvaluated()).isEmpty();
        assertThat(scan("never").ledger().resources()).isEqualTo(1);
    }

    @Test
    void whatNoValueFixesStaysAnError() throws Exception {
        chart("web", MAP.formatted("web") + "data: {x: {{ nonsense 1 }}}\n");
        assertThat(scan("never").outcome()).isEqualTo(Outcome.ERROR);

        chart("web", MAP.formatted("web") + "data: [x\n");
        assertThat(scan("never").outcome()).isEqualTo(Outcome.ERROR);

        chart("web", MAP.formatted("web")).write("web/Chart.yaml", "apiVersion: v2\nname: web\n");
        assertThat(scan("never").outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void valuesFilesAreOfTheChartFirstAndThenOfTheFolder() throws Exception {
        String template = MAP.formatted("\"{{ .Chart.Name }}-{{ .Values.tag }}\"");
        chart("a", template).write("a/values.yaml", "tag: default\n").write("a/prod.yaml", "tag: own\n");
        chart("b", template).write("b/values.yaml", "tag: default\n");
        write("prod.yaml", "tag: folder\n");

        assertThat(names(scan("never", "prod.yaml"))).containsExactlyInAnyOrder("a-own", "b-folder");
        assertThat(names(scan("never", "a/prod.yaml"))).containsExactlyInAnyOrder("a-own", "b-default");
        try {
            scan("never", "nowhere.yaml");
            throw new AssertionError("a file that does not exist is used");
        } catch (ConfigurationException missing) {
            assertThat(missing.problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "-Daks-policy.values: values file \"nowhere.yaml\" not found, neither in a chart nor in .");
        }
    }

    private static List<String> names(Evaluation evaluation) {
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.ledger().releases().stream()
                .flatMap(release -> release.resources().stream())
                .map(resource -> resource.id().name())
                .toList();
    }

    /** Values files say nothing about a chart that cannot be read. */
    @Test
    void aChartWithoutItsDependenciesIsWhatIsToBeMended() throws Exception {
        write(
                        "charts/web/Chart.yaml",
                        "apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n"
                                + "- {name: base, version: 1.0.0, repository: 'https://charts.example.com'}\n")
                .write("charts/web/ci/a-values.yaml", "a: b\n")
                .write("charts/web/ci/b-values.yaml", "a: c\n");

        assertThat(scan("high").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.problem().message()).startsWith("nothing was evaluated: ");
            assertThat(problem.problem().fix()).contains("helm dependency build charts/web");
        });
    }
}
