package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.evaluate.EvaluationSamples;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportsTest {
    @ParameterizedTest
    @CsvSource({
        "GITHUB_ACTIONS, true, 'MARKDOWN,GITHUB'",
        "TF_BUILD, True, 'MARKDOWN,AZURE_DEVOPS'",
        "GITLAB_CI, true, GITLAB",
    })
    void theCiSystemIsToldByItsVariable(String variable, String value, String formats) {
        assertThat(Reports.select(List.of(Reports.AUTO), Map.of("CI", "true", variable, value)))
                .extracting(ReportFormat::name)
                .containsExactly(formats.split(","));
    }

    @Test
    void elsewhereNoCiFormatIsChosen() {
        assertThat(Reports.select(List.of(Reports.AUTO), Map.of())).isEmpty();
        assertThat(Reports.select(List.of(Reports.AUTO), Map.of("CI", "true", "GITHUB_ACTIONS", "false")))
                .isEmpty();
        assertThat(Reports.select(List.of(Reports.AUTO), Map.of("TF_BUILD", "")))
                .isEmpty();
    }

    @Test
    void configurationNamesFormatsAndWins() {
        assertThat(Reports.select(List.of("sarif", "azure-devops"), Map.of("GITHUB_ACTIONS", "true")))
                .containsExactly(ReportFormat.SARIF, ReportFormat.AZURE_DEVOPS);
        assertThat(Reports.select(List.of("json", "auto", "github"), Map.of("GITHUB_ACTIONS", "true")))
                .containsExactly(ReportFormat.JSON, ReportFormat.MARKDOWN, ReportFormat.GITHUB);
        assertThat(Reports.select(List.of(), Map.of("GITHUB_ACTIONS", "true"))).isEmpty();
    }

    @Test
    void anUnknownFormatIsAnErrorThatListsTheKnownOnes() {
        assertThatThrownBy(() -> Reports.select(List.of("sarrif"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no report format is called \"sarrif\"; "
                        + "there are json, sarif, html, markdown, github, azure-devops, gitlab, auto");
    }

    @Test
    void filesGoToTheFolderAndCommandsToTheConsole(@TempDir Path temporary) throws IOException {
        Path folder = temporary.resolve("a/b");
        var console = new StringWriter();
        List<Path> files = Reports.write(EvaluationSamples.store(), EnumSet.allOf(ReportFormat.class), folder, console);

        assertThat(files)
                .containsExactly(
                        folder.resolve("aks-policy.json"),
                        folder.resolve("aks-policy.sarif"),
                        folder.resolve("aks-policy.html"),
                        folder.resolve("aks-policy.md"),
                        folder.resolve("gl-code-quality-report.json"))
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(CiCommand.github(console.toString())).hasSize(7);
        assertThat(CiCommand.azure(console.toString())).hasSize(7);
    }

    @Test
    void filesAreUtf8OnEveryMachine(@TempDir Path folder) throws IOException {
        Reports.write(
                EvaluationSamples.hostile("Größe 大 \ud83d\ude00"),
                Set.of(ReportFormat.SARIF),
                folder,
                new StringWriter());
        // throws on anything malformed
        assertThat(Files.readString(folder.resolve("aks-policy.sarif"))).contains("Größe 大 \ud83d\ude00");
    }

    @Test
    void anOldReportIsReplaced(@TempDir Path folder) throws IOException {
        Reports.write(EvaluationSamples.many(50), Set.of(ReportFormat.GITLAB), folder, new StringWriter());
        Reports.write(EvaluationSamples.compliant(), Set.of(ReportFormat.GITLAB), folder, new StringWriter());
        assertThat(folder.resolve("gl-code-quality-report.json")).hasContent("[ ]");
    }

    @Test
    void withoutFormatsNothingIsWritten(@TempDir Path folder) throws IOException {
        var console = new StringWriter();
        assertThat(Reports.write(EvaluationSamples.store(), Set.of(), folder.resolve("none"), console))
                .isEmpty();
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(console.toString()).isEmpty();
    }

    @Test
    void sameInputSameBytes() {
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(Written.as(format, EvaluationSamples.store()))
                    .as(format.toString())
                    .isEqualTo(Written.as(format, EvaluationSamples.store()))
                    .doesNotContain("\r")
                    .endsWith("\n");
        }
    }
}
