package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of findings by policy, environment and day. */
class EnforcementTest {
    @TempDir
    private Path root;

    private ConfigurationFolder folder;

    @BeforeEach
    void files() {
        folder = ConfigurationFolder.bare(root)
                .file("k8s/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    }

    private static String configuration(String policy, String enforce) {
        return "schemaVersion: 1\nenvironments: {dev: {}, prod: {}}\nsources: [{manifests: k8s}]\npolicies:\n  "
                + policy + ":\n    enforce: " + enforce + "\n";
    }

    private Evaluation evaluate(String policy, String enforce) {
        return folder.load(configuration(policy, enforce), ConfigurationFolder.EXAMPLES.today("2026-11-24"))
                .evaluate(Progress.NONE);
    }

    private static String fails(Evaluation evaluation) {
        return evaluation.findings().stream()
                .map(finding -> finding.environments() + (finding.fails() ? " fails" : ""))
                .toList()
                .toString();
    }

    @Test
    void oneWordHoldsEverywhere() {
        assertThat(fails(evaluate("label/cost-center", "report"))).isEqualTo("[[dev, prod]]");
        assertThat(fails(evaluate("label/cost-center", "fail"))).isEqualTo("[[dev, prod] fails]");
        // a finding of severity low fails because the policy says so
        assertThat(evaluate("label/team", "fail").findings())
                .filteredOn(Finding::fails)
                .hasSize(2);
        assertThat(evaluate("label/team", "on").findings())
                .filteredOn(Finding::fails)
                .hasSize(2);
        assertThat(evaluate("label/team", "report").findings())
                .filteredOn(Finding::fails)
                .hasSize(1);
    }

    @Test
    void offJudgesNothing() {
        Evaluation evaluation = evaluate("label/cost-center", "[{mode: off, environments: [dev]}]");
        assertThat(fails(evaluation)).isEqualTo("[[prod] fails]");
        assertThat(evaluation.ledger().releases().get(0).policies()).doesNotContainKey("label/cost-center");
        assertThat(evaluation.ledger().releases().get(1).policies()).containsKey("label/cost-center");
        assertThat(evaluate("label/cost-center", "off").findings()).isEmpty();
    }

    @Test
    void aDayAnnouncesWhatIsReportedUntilThen() {
        String announced = "[{mode: fail, from: 2026-11-25}]";
        assertThat(fails(evaluate("label/cost-center", announced))).isEqualTo("[[dev, prod]]");
        assertThat(fails(folder.load(
                                configuration("label/cost-center", announced),
                                ConfigurationFolder.EXAMPLES.today("2026-11-25"))
                        .evaluate(Progress.NONE)))
                .isEqualTo("[[dev, prod] fails]");
        assertThat(fails(evaluate(
                        "label/cost-center",
                        "[{mode: off}, {mode: report, environments: [prod]}, {mode: fail, environments: [prod], from:"
                                + " 2027-01-01}]")))
                .isEqualTo("[[prod]]");
    }

    @Test
    void neverMeansNever() {
        var overrides = ConfigurationFolder.EXAMPLES.failOn("never");
        assertThat(folder.load(configuration("label/team", "fail"), overrides)
                        .evaluate(Progress.NONE)
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void mistakesAreProblems() {
        assertThat(folder.problems(
                        configuration("label/team", "[{mode: fail, environments: [prd], from: 2026-02-30}]")))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("unknown environment \"prd\""))
                .anySatisfy(problem -> assertThat(problem).contains("is not a day of the calendar"));
        assertThat(folder.problems(configuration("label/team", "sometimes"))).hasSize(1);
        assertThat(folder.problems(configuration("label/team", "[{from: 2026-01-01}]")))
                .hasSize(1);
    }

    @Test
    void explainTellsIt() {
        assertThat(folder.load(configuration("label/cost-center", "report")).explain())
                .contains("enforce in dev: report", "enforce in prod: report", "aks-policy.yaml:6:5");
    }
}
