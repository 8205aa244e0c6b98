package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Verdict;
import io.github.akspolicy.report.EvaluationText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exemptions of a file and of annotations, from the configuration to the evaluation. */
class ExemptionsTest {
    private static final String CONFIGURATION = """
            schemaVersion: 1
            environments: {dev: {namespace: d}, prod: {namespace: p}}
            sources: [{manifests: k8s}]
            exemptions: policy-exemptions.yaml
            """;
    private static final String HEAD = "schemaVersion: 1\nexemptions:\n";

    @TempDir
    private Path root;

    private ConfigurationFolder folder;

    @BeforeEach
    void files() {
        folder = ConfigurationFolder.bare(root)
                .file("k8s/a.yaml", configMap("a", ""))
                .file("k8s/b.yaml", configMap("b", ""));
    }

    private static String configMap(String name, String annotations) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n" + annotations;
    }

    private Evaluation evaluate(String entries) {
        folder.file("policy-exemptions.yaml", HEAD + entries);
        return evaluate();
    }

    private Evaluation evaluate() {
        return folder.load(CONFIGURATION, ConfigurationFolder.EXAMPLES.today("2026-11-24"))
                .evaluate(Progress.NONE);
    }

    private static String entry(String more) {
        return "  - {policy: label/cost-center, resource: ConfigMap/a, reason: nobody pays, owner: team-a, " + more
                + "}\n";
    }

    private static final String ACCEPTED = "approvedBy: kim, until: 2027-06-30";

    private static List<String> about(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().group().equals("exemption"))
                .map(finding -> finding.policy().name() + " " + finding.location() + " " + finding.message() + " "
                        + finding.environments() + (finding.fails() ? " fails" : ""))
                .toList();
    }

    private static List<String> open(Evaluation evaluation) {
        return evaluation.open().stream()
                .filter(finding -> !finding.policy().group().equals("exemption"))
                .map(finding ->
                        finding.location().path() + " " + finding.environments() + (finding.fails() ? " fails" : ""))
                .toList();
    }

    @Test
    void whatIsExemptFailsNothingAndIsTold() {
        Evaluation evaluation = evaluate(entry(ACCEPTED));
        assertThat(open(evaluation)).containsExactly("k8s/b.yaml [dev, prod] fails");
        assertThat(about(evaluation)).isEmpty();
        assertThat(evaluation.suppressed()).singleElement().satisfies(finding -> {
            assertThat(finding.fails()).isFalse();
            assertThat(finding.suppression().text())
                    .isEqualTo("exempt (risk-accepted) until 2027-06-30, team-a: nobody pays");
            assertThat(finding.suppression().at()).hasToString("policy-exemptions.yaml:3:5");
        });
        var account = evaluation.ledger().releases().get(0).policies().get("label/cost-center");
        assertThat(account.count(Verdict.EXEMPT)).isEqualTo(1);
        assertThat(account.count(Verdict.FAIL)).isEqualTo(1);
        assertThat(EvaluationText.summary(evaluation))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("1 finding is suppressed: 1 exempt (the next ends on 2027-06-30), 0 in the baseline;"
                                + " the reports list them"));
    }

    @Test
    void anExemptionOfOneEnvironmentLeavesTheOther() {
        Evaluation evaluation = evaluate(entry(ACCEPTED + ", environments: [prod]"));
        assertThat(open(evaluation)).containsExactly("k8s/a.yaml [dev] fails", "k8s/b.yaml [dev, prod] fails");
        assertThat(evaluation.suppressed())
                .singleElement()
                .satisfies(finding -> assertThat(finding.environments()).containsExactly("prod"));
        assertThat(about(evaluation)).isEmpty();
    }

    @Test
    void namesMayBePatternsAndFormerIdsCount() {
        Evaluation evaluation =
                evaluate("  - {policy: label/costs, resource: ConfigMap/*, reason: r, owner: o, " + ACCEPTED + "}\n");
        assertThat(evaluation.open()).isEmpty();
        assertThat(evaluation.outcome()).isEqualTo(Outcome.PASSED);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, expired",
        "2026-11-24, expires-soon",
        "2026-12-24, expires-soon",
        "2026-12-25, ''",
    })
    void theDayOfTheEndBelongsToIt(String until, String expected) {
        Evaluation evaluation = evaluate(entry("approvedBy: kim, until: " + until));
        assertThat(about(evaluation))
                .hasSize(expected.isEmpty() ? 0 : 1)
                .allSatisfy(
                        text -> assertThat(text)
                                .startsWith(
                                        expected
                                                + " policy-exemptions.yaml:3:5 exemption from label/cost-center for ConfigMap/a expire"));
        assertThat(open(evaluation)).hasSize(expected.equals("expired") ? 2 : 1);
    }

    @Test
    void aDateThatDrawsNearFailsNothingWhateverTheThreshold() {
        folder.file("k8s/b.yaml", configMap("b", "  labels: {cost-center: x}\n"))
                .file("policy-exemptions.yaml", HEAD + entry("approvedBy: kim, until: 2026-11-30"));
        var overrides = ConfigurationFolder.EXAMPLES.today("2026-11-24").failOn("info");
        var evaluation = folder.load(CONFIGURATION, overrides).evaluate(Progress.NONE);
        assertThat(about(evaluation)).hasSize(1);
        assertThat(evaluation.outcome()).isEqualTo(Outcome.PASSED);
        // the rebuild of that commit years later stays green
        var later = ConfigurationFolder.EXAMPLES.today("2026-11-24");
        assertThat(folder.load(CONFIGURATION, later).evaluate(Progress.NONE).outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(folder.load(CONFIGURATION, ConfigurationFolder.EXAMPLES.today("2029-01-01"))
                        .evaluate(Progress.NONE)
                        .outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void aFalsePositiveHoldsForOneVersionOfTheRule() {
        assertThat(evaluate(entry("kind: false-positive, ruleVersion: 1")).suppressed())
                .hasSize(1);
        Evaluation stale = evaluate(entry("kind: false-positive, ruleVersion: 7"));
        assertThat(stale.suppressed()).isEmpty();
        assertThat(about(stale))
                .containsExactly("stale policy-exemptions.yaml:3:5 exemption from label/cost-center for ConfigMap/a is"
                        + " about version 7 of the rule, which has another one now: it exempts nothing [dev, prod]");
    }

    @Test
    void vendorExemptsNoLineThatWeEdit() {
        Evaluation evaluation = evaluate(entry("kind: vendor, until: 2027-06-30"));
        assertThat(open(evaluation)).hasSize(2);
        assertThat(about(evaluation))
                .containsExactly("unused policy-exemptions.yaml:3:5 exemption from label/cost-center for ConfigMap/a"
                        + " exempts nothing: no finding matches in a third-party chart [dev, prod]");
    }

    @Test
    void unusedAndDuplicateEntriesAreFindings() {
        Evaluation evaluation = evaluate(entry(ACCEPTED) + entry(ACCEPTED)
                + "  - {policy: label/team, resource: ConfigMap/a, reason: r, owner: o, " + ACCEPTED + "}\n");
        assertThat(about(evaluation))
                .containsExactly(
                        "duplicate policy-exemptions.yaml:4:5 exemption from label/cost-center for ConfigMap/a is exempt"
                                + " already at line 3 [dev, prod]",
                        "unused policy-exemptions.yaml:5:5 exemption from label/team for ConfigMap/a exempts nothing:"
                                + " no finding matches [dev, prod]");
    }

    @Test
    void nothingIsCalledUnusedThatWasNotLookedAt() {
        folder.file(
                "policy-exemptions.yaml",
                HEAD
                        + entry(ACCEPTED + ", environments: [prod], container: web")
                        + entry(ACCEPTED + ", source: another/module"));
        var overrides = ConfigurationFolder.EXAMPLES.today("2026-11-24").environments(List.of("dev"));
        assertThat(about(folder.load(CONFIGURATION, overrides).evaluate(Progress.NONE)))
                .isEmpty();
        assertThat(about(evaluate())).singleElement().asString().startsWith("unused policy-exemptions.yaml:3:5");
        folder.file("k8s/c.yaml", "{");
        assertThat(about(evaluate())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "approvedBy: kim | has no \"until\", which risk-accepted needs",
                "until: 2027-06-30 | has no \"approvedBy\", which risk-accepted needs",
                "kind: false-positive | has no \"ruleVersion\", which false-positive needs (add ruleVersion: 1)",
                "kind: vendor | has no \"until\", which vendor needs",
                "approvedBy: kim, until: 2027-02-30 | is not a day of the calendar: \"2027-02-30\"",
                "approvedBy: kim, until: soon | must be a date such as 2027-01-31, not \"soon\"",
                "approvedBy: kim, until: 2027-06-30, environments: [prd] | unknown environment \"prd\"",
                "approvedBy: kim, until: 2027-06-30, untill: x | unknown key \"untill\"",
                "approvedBy: kim, until: 2027-06-30, kind: risk | cannot be \"risk\"",
            })
    void anIncompleteEntryExemptsNothingAndFails(String more, String message) {
        Evaluation evaluation = evaluate(entry(more));
        assertThat(about(evaluation))
                .singleElement()
                .asString()
                .startsWith("invalid policy-exemptions.yaml:3:")
                .contains(message)
                .endsWith("[dev, prod] fails");
        assertThat(open(evaluation)).hasSize(2);
    }

    @Test
    void theOtherEntriesOfTheFileStillHold() {
        Evaluation evaluation = evaluate(
                "  - {policy: label/none, resource: ConfigMap/b, reason: r, owner: o}\n  - 7\n" + entry(ACCEPTED));
        assertThat(about(evaluation)).hasSize(2);
        assertThat(open(evaluation)).containsExactly("k8s/b.yaml [dev, prod] fails");
    }

    @Test
    void aFileThatIsNoneOfOursIsAProblem() {
        folder.file("policy-exemptions.yaml", "exemptions: [");
        assertThat(folder.problems(CONFIGURATION))
                .singleElement()
                .asString()
                .startsWith("policy-exemptions.yaml:2:1: a value is missing");
        folder.file("policy-exemptions.yaml", "schemaVersion: 1\nexemption: []\n");
        assertThat(folder.problems(CONFIGURATION))
                .containsExactly(
                        "policy-exemptions.yaml:1:1: the configuration has no \"exemptions\" (add it)",
                        "policy-exemptions.yaml:2:1: unknown key \"exemption\" (did you mean \"exemptions\"?)");
        assertThat(folder.problems(CONFIGURATION.replace("policy-ex", "ex")))
                .singleElement()
                .asString()
                .contains("exemptions file \"exemptions.yaml\" does not exist");
        folder.file("policy-exemptions.yaml", HEAD);
        assertThat(folder.problems(CONFIGURATION, ConfigurationFolder.EXAMPLES.today("soon")))
                .contains("-Daks-policy.today: \"soon\" is not a date (write it as 2027-01-31)");
    }

    private Evaluation annotated(String annotation, String value) {
        folder.file("policy-exemptions.yaml", HEAD.replace("exemptions:", "exemptions: []"))
                .file("k8s/a.yaml", configMap("a", "  annotations:\n    " + annotation + ": \"" + value + "\"\n"));
        return evaluate();
    }

    private static final String ANNOTATION = "akspolicy.github.io/exempt.label.cost-center";

    @Test
    void anAnnotationExemptsItsResource() {
        Evaluation evaluation = annotated(ANNOTATION, "until=2027-01-31;owner=team-a;reason=free; text = yes");
        assertThat(open(evaluation)).containsExactly("k8s/b.yaml [dev, prod] fails");
        assertThat(about(evaluation)).isEmpty();
        assertThat(evaluation.suppressed())
                .singleElement()
                .extracting(Finding::suppression)
                .satisfies(suppression -> {
                    assertThat(suppression.text())
                            .isEqualTo("exempt (risk-accepted) until 2027-01-31, team-a: free; text = yes");
                    assertThat(suppression.at()).hasToString("k8s/a.yaml:6:5");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "until=2026-01-31;owner=a;reason=r | expired | expired on 2026-01-31",
                "owner=a;reason=r | invalid | \"until\" is missing",
                "until=2027-01-31;reason=r | invalid | \"owner\" is missing",
                "until=2027-01-31;owner=a | invalid | \"reason\" is missing",
                "until=2027-13-31;owner=a;reason=r | invalid | \"until\" is not a date",
                "kind=false-positive;owner=a;reason=r | invalid | needs ruleVersion=1",
                "kind=x;until=2027-01-31;owner=a;reason=r | invalid | \"kind\" is",
                "until=2027-01-31;until=2028-01-31;owner=a;reason=r | invalid | written twice",
                "because | invalid | write it as",
            })
    void anAnnotationThatDoesNotHoldExemptsNothing(String value, String name, String message) {
        Evaluation evaluation = annotated(ANNOTATION, value);
        assertThat(about(evaluation))
                .singleElement()
                .asString()
                .startsWith(name + " k8s/a.yaml:6:5")
                .contains(message);
        assertThat(open(evaluation)).hasSize(2);
    }

    @Test
    void anAnnotationForNothingIsAFinding() {
        String value = "until=2027-01-31;owner=a;reason=r";
        assertThat(about(annotated("akspolicy.github.io/exempt.label.team", value)))
                .singleElement()
                .asString()
                .startsWith("unused k8s/a.yaml:6:5 exemption from label/team for ConfigMap/a");
        assertThat(about(annotated("akspolicy.github.io/exempt.label.none", value)))
                .singleElement()
                .asString()
                .startsWith("invalid k8s/a.yaml:6:5")
                .contains("unknown policy label/none");
    }
}
