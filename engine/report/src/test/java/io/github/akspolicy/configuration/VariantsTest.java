package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.OpenBranches;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.report.FindingText;
import io.github.akspolicy.report.JsonReport;
import io.github.akspolicy.source.ChartRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one render of a chart does not show is named, and an upgrade is evaluated beside the installation where asked for. */
class VariantsTest {
    private static final String POLICIES = "policies: {label/team: on}\nfailOn: low\n";

    @TempDir
    private Path temporary;

    private ConfigurationFolder folder;

    @BeforeEach
    void folder() throws IOException {
        folder = ConfigurationFolder.in(temporary).file("stateful/Chart.yaml", "name: stateful\nversion: 1.0.0\n");
    }

    private Evaluation evaluate(String environment, String source) {
        return folder.evaluate("schemaVersion: 1\nprofile: recommended\nenvironments: {prod: {" + environment
                + "}}\nsources: [{chart: stateful" + source + "}]\n" + POLICIES);
    }

    private List<Boolean> renders() {
        return RecordingRenderer.requests(folder).stream()
                .map(ChartRequest::isUpgrade)
                .toList();
    }

    private static Finding team(Evaluation evaluation, String name) {
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("label/team")
                        && finding.occurrences().get(0).resource().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    @Test
    void aChartIsInstalledUnlessTheConfigurationSaysMore() {
        assertThat(evaluate("", "").ledger().releases()).hasSize(1);
        assertThat(renders()).containsExactly(false);
    }

    @Test
    void bothVariantsAreOneEvaluation() throws IOException {
        Evaluation evaluation = evaluate("variants: [install, upgrade]", "");

        assertThat(renders()).containsExactly(false, true);
        assertThat(evaluation.ledger().releases())
                .extracting(release -> release.id().toString())
                .containsExactly("prod/stateful", "prod/stateful (upgrade)");
        // the resources of the upgrade are those of the installation once more
        assertThat(evaluation.ledger().resources()).isEqualTo(1);
        assertThat(EvaluationText.table(evaluation).get(1)).startsWith("prod", "1");

        Finding both = team(evaluation, "of-chart");
        assertThat(both.occurrences()).hasSize(2);
        assertThat(both.subjects()).hasSize(1);
        assertThat(FindingText.of(both)).doesNotContain("upgrade");
        Finding upgrade = team(evaluation, "of-upgrade");
        assertThat(upgrade.occurrences()).hasSize(1);
        assertThat(upgrade.fails()).isTrue();
        assertThat(FindingText.of(upgrade)).contains("only in the upgrade: the installation does not have it");

        var json = new StringWriter();
        JsonReport.write(evaluation, json);
        assertThat(json.toString()).contains("\"upgrade\" : true", "\"upgrade\" : false");
    }

    /** A chart that hides what an upgrade changes is evaluated as one, too, whatever the configuration says. */
    @Test
    void theUpgradeOfAChartThatHidesWhatItChanges() throws IOException {
        folder.file("hiding/Chart.yaml", "name: hiding\nversion: 1.0.0\n");
        Evaluation evaluation = folder.evaluate(
                "schemaVersion: 1\nprofile: recommended\nenvironments: {prod: }\nsources: [{chart: hiding}]\n"
                        + POLICIES);

        assertThat(renders()).containsExactly(false, true);
        assertThat(evaluation.ledger().releases())
                .extracting(release -> release.id().toString())
                .containsExactly("prod/hiding", "prod/hiding (upgrade)");
        assertThat(evaluation.ledger().resources()).isEqualTo(1);
        assertThat(evaluation.problems())
                .as("what both states have is not there twice")
                .isEmpty();
        assertThat(team(evaluation, "of-chart").occurrences()).hasSize(2);
        Finding upgrade = team(evaluation, "of-upgrade");
        assertThat(upgrade.fails()).isTrue();
        assertThat(FindingText.of(upgrade)).contains("only in the upgrade: the installation does not have it");
        assertThat(evaluation.openBranches().get(0).conditions())
                .as("the conditions that the upgrade shows")
                .extracting(condition -> condition.at().line())
                .containsExactly(7, 9);
    }

    @Test
    void theUpgradeIsEvaluatedOnce() throws IOException {
        folder.file("hiding/Chart.yaml", "name: hiding\nversion: 1.0.0\n");
        folder.evaluate("schemaVersion: 1\nprofile: recommended\nenvironments: {prod: {variants: [install, upgrade]}}\n"
                + "sources: [{chart: hiding}]\n" + POLICIES);

        assertThat(renders()).containsExactly(false, true);
    }

    @Test
    void aSourceMayHaveItsOwnVariants() {
        evaluate("variants: [install, upgrade]", ", variants: [install]");
        assertThat(renders()).containsExactly(false);
        evaluate("", ", variants: [upgrade]");
        assertThat(renders()).as("the installation is always evaluated").containsExactly(false, false, true);
    }

    @Test
    void openBranchesAreOneLineForEachChart() throws IOException {
        Evaluation evaluation = evaluate("", "");

        assertThat(evaluation.openBranches())
                .extracting(OpenBranches::line)
                .containsExactly("branches not taken: stateful: one side of 2 conditions on release state, API versions"
                        + " was evaluated: stateful/templates/config.yaml:3 (release state),"
                        + " stateful/templates/config.yaml:7 (release state, API versions); 1 more condition chooses data"
                        + " of Secrets by lookup");
        assertThat(String.join(" ", EvaluationText.summary(evaluation)).replaceAll(" +", " "))
                .contains(evaluation.openBranches().get(0).line());
        var json = new StringWriter();
        JsonReport.write(evaluation, json);
        assertThat(json.toString()).contains("branchesNotTaken", "\"API versions\"");
        assertThat(evaluation.problems()).isEmpty();
    }

    @Test
    void theUpgradeShowsTheOtherSideOfReleaseStateOnly() {
        OpenBranches open =
                evaluate("variants: [install, upgrade]", "").openBranches().get(0);

        assertThat(open.releases()).hasSize(1);
        assertThat(open.conditions())
                .extracting(condition -> condition.at().line())
                .containsExactly(7, 9);
    }

    @Test
    void allBranchesCanBeRequired() {
        Evaluation evaluation = evaluate("require: [all-branches]", "");

        assertThat(evaluation.outcome()).isEqualTo(Outcome.ERROR);
        InputProblem problem = evaluation.problems().get(0);
        assertThat(problem.problem().at()).hasToString("stateful/templates/config.yaml:3:4");
        assertThat(problem.problem().message()).startsWith("require: all-branches: stateful: one side of 2 conditions");
        assertThat(problem.problem().fix()).contains("variants: [install, upgrade]");
        assertThat(problem.releases()).hasSize(1);
    }
}
