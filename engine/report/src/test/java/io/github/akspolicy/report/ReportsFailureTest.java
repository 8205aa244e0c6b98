package io.github.akspolicy.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No report is cut off, and none of an earlier run is left when a later one fails. */
class ReportsFailureTest {
    private static final Set<ReportFormat> ALL = EnumSet.allOf(ReportFormat.class);

    @TempDir
    Path folder;

    private void green() throws IOException {
        Reports.write(EvaluationSamples.compliant(), ALL, folder, new StringWriter());
        assertThat(Files.readString(folder.resolve("aks-policy.json"))).contains("\"outcome\" : \"passed\"");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void whatAnEarlierRunWroteIsRemovedAndNothingElse() throws IOException {
        green();
        Path other = Files.writeString(folder.resolve("notes.md"), "mine");
        Files.writeString(folder.resolve(".aks-policy-999999999-ab.tmp"), "half a report");
        Reports.clear(folder);
        assertThat(files()).containsExactly(other);
        Reports.clear(folder.resolve("missing"));
    }

    @Test
    void aLinkInTheirPlaceIsRemovedAndItsTargetStays(@TempDir Path elsewhere) throws IOException {
        Path target = Files.writeString(elsewhere.resolve("source.yaml"), "kept");
        Files.createSymbolicLink(folder.resolve("aks-policy.json"), target);
        Reports.write(EvaluationSamples.compliant(), Set.of(ReportFormat.JSON), folder, new StringWriter());
        assertThat(target).hasContent("kept");
        assertThat(folder.resolve("aks-policy.json")).isRegularFile();
    }

    @Test
    void whenOneCannotBeWrittenTheOthersSayThatTheRunFailed() throws IOException {
        green();
        Path inTheWay = folder.resolve("aks-policy.html");
        Files.delete(inTheWay);
        Files.createDirectories(inTheWay.resolve("a folder"));

        assertThatThrownBy(() -> Reports.write(EvaluationSamples.compliant(), ALL, folder, new StringWriter()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the reports cannot be written");
        assertFailed();
        assertThat(folder.resolve("aks-policy.sarif")).exists();
        assertThat(folder.resolve("aks-policy.md")).exists();
    }

    /** Every file that is there is whole and says that the run failed. */
    private void assertFailed() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            switch (file.getFileName().toString()) {
                case "aks-policy.json" ->
                    assertThat(JsonTree.parse(text).toString()).contains("outcome=error", "cannot be written");
                case "aks-policy.sarif" ->
                    assertThat(JsonTree.parse(text).toString())
                            .contains("executionSuccessful=false", "cannot be written");
                case "gl-code-quality-report.json" ->
                    assertThat(JsonTree.parse(text).toString()).contains("severity=blocker", "cannot be written");
                case "aks-policy.html" ->
                    assertThat(text).contains("Failed with errors").endsWith("</html>\n");
                case "aks-policy.md" -> assertThat(text).contains("cannot be written");
                default -> throw new AssertionError("left behind: " + file);
            }
        }
    }

    private Process start(String shell, int findings, String often) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                "sh",
                "-c",
                shell + "exec \"$JAVA\" -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp \"$CP\" "
                        + ReportProcess.class.getName() + " \"$FOLDER\" " + findings + " " + often);
        builder.environment()
                .putAll(Map.of("JAVA", java, "CP", System.getProperty("java.class.path"), "FOLDER", folder.toString()));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** The limit of the system on the length of a file stands for a full disk: a write fails in the middle. */
    @ParameterizedTest
    @ValueSource(ints = {8, 600})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs ulimit and signals of a POSIX shell")
    void aFullDiskLeavesNoPartOfAReport(int blocks) throws Exception {
        green();
        Process process = start("ulimit -f " + blocks + "; ", 3000, "once");
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(28);
        assertThat(said).contains("cannot be written");
        assertFailed();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs ulimit and signals of a POSIX shell")
    void aKilledProcessLeavesNoPartOfAReportAndNoOldOne() throws Exception {
        green();
        for (int i = 0; i < 4; i++) {
            Process process = start("", 400, "again");
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            for (int round = 0; round <= i; round++) {
                assertThat(output.readLine()).isEqualTo("cleared");
            }
            Thread.sleep(11L * i);
            process.destroyForcibly().waitFor();
            for (Path file : files()) {
                String name = file.getFileName().toString();
                String text = Files.readString(file);
                if (name.endsWith(".json") || name.endsWith(".sarif")) {
                    assertThat(JsonTree.parse(text).toString()).doesNotContain("outcome=passed");
                } else if (name.endsWith(".html")) {
                    assertThat(text).endsWith("</html>\n");
                }
            }
        }
        Reports.clear(folder);
        assertThat(files()).isEmpty();
    }
}
