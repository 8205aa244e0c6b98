package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policy.Severity;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EvaluationTextTest {
    static final List<String> HOSTILE = HostileText.ALL;

    private static final Evaluation STORE = EvaluationSamples.store();

    @Test
    void aFindingSaysWhereWhatAndHow() {
        assertThat(FindingText.of(STORE.findings().get(1))).isEqualTo("""
                        [ERROR] pod/seccomp-profile (high) Deployment order-service, container order-service
                          deploy/store/templates/order.yaml:34:11   spec.template.spec.securityContext.seccompProfile is not set
                          only in: prod   (dev sets it: deploy/store/values-dev.yaml:12; test passes)
                          fix: set seccompProfile.type to RuntimeDefault on the pod      docs: docs/policies/pod/seccomp-profile.md""");
    }

    @Test
    void aFindingOfManySubjectsCountsAndListsThem() {
        assertThat(FindingText.of(STORE.findings().get(2))).isEqualTo("""
                        [WARN] image/tag-not-latest (medium) Deployment cart, container cart and 7 more
                          deploy/store/values-prod.yaml:12:8   spec.template.spec.containers[0].image has no tag, which means latest
                          values: order.image.tag
                          via deploy/store/templates/order.yaml:28 > deploy/store/templates/_pod.tpl:7
                          also: Deployment order, container order; Deployment payment, container payment; Deployment product, container product; Deployment search,
                              container search; Deployment shipping, container shipping; Deployment user, container user; and 1 more
                          in: dev, prod, test
                          fix: name a version as tag, or the digest      docs: docs/policies/image/tag-not-latest.md""");
    }

    @Test
    void aDoubtIsWordedAsDoubtAndAGuessAsGuess() {
        assertThat(FindingText.details(STORE.findings().get(3)))
                .contains("  deploy/store/Chart.yaml:9:5 (dependency) (approximate)   unknown before deployment: "
                        + "spec.initContainers[0].image is not an image reference");
    }

    @Test
    void aMessageThatDoesNotBeginWithTheFieldGetsItsPath() {
        Finding finding = STORE.findings().get(0);
        var other = new Finding(
                finding.policy(), finding.severity(), null, "grants too much", finding.occurrences(), List.of(), true);
        assertThat(FindingText.statement(other)).isEqualTo("grants too much (rules[0].verbs)");
    }

    @Test
    void aProblemKeepsItsLinesIndented() {
        assertThat(EvaluationText.problem(STORE.problems().get(0)))
                .containsExactly(
                        "deploy/store/templates/web.yaml:3:1 the chart does not render: "
                                + "nil pointer evaluating interface {}.port",
                        "    called from include \"store.port\"",
                        "  fix: give web.port a value",
                        "  not evaluated in: dev/store, test/store");
    }

    @Test
    void theSummaryCountsByEnvironmentAndEndsWithASentence() {
        assertThat(EvaluationText.summary(STORE))
                .containsExactly(
                        "  environment  resources  critical  high  medium  low  info  unknown  problems",
                        "  dev *               24         0     0       1    0     0        1         1",
                        "  prod                24         1     1       1    0     0        0         0",
                        "  test                24         0     0       1    1     0        0         1",
                        "  all                 72         1     1       1    1     0        1         2",
                        "  * could not be read in full: its numbers are lower bounds",
                        "4 policies made 54 evaluations; 1 of them applies to no resource",
                        "",
                        "ERROR: 2 problems, the result is incomplete: 72 resources, "
                                + "2 findings fail the build (failOn: high), 3 do not.");
    }

    /** What is at the end of a log is read first. */
    @Test
    void problemsComeLast() {
        List<String> lines = EvaluationText.lines(STORE);

        int numbers = lines.indexOf("4 policies made 54 evaluations; 1 of them applies to no resource");
        assertThat(lines.subList(0, numbers))
                .filteredOn(line -> line.contains("does not render"))
                .isEmpty();
        assertThat(lines.subList(numbers, lines.size()))
                .anyMatch(line ->
                        line.startsWith("[ERROR] deploy/store/templates/web.yaml:3:1 the chart does not render"))
                .last()
                .asString()
                .startsWith("ERROR: 2 problems");
    }

    /** A scan is about what could be read; a tool at fault has no place in a file, and is an error all the same. */
    @Test
    void inAScanAFileThatCannotBeReadIsAWarning() {
        Evaluation scanned = new Evaluation(
                STORE.findings(),
                STORE.problems(),
                STORE.ledger(),
                STORE.policies(),
                new Thresholds(Severity.HIGH, Severity.HIGH, true, true));
        Evaluation readable = scanned.withProblems(scanned.problems().subList(0, 1));

        assertThat(readable.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(EvaluationText.lines(readable))
                .anyMatch(
                        line -> line.startsWith("[WARN] deploy/store/templates/web.yaml:3:1 the chart does not render"))
                .last()
                .asString()
                .startsWith("FAILED: ")
                .contains("; 1 problem, named above");
        assertThat(scanned.outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void aThresholdIsNamedOnlyWhereItIsInForce() {
        Evaluation never = withThresholds(new Thresholds(null, null));
        Evaluation high = withThresholds(Thresholds.DEFAULT);

        assertThat(EvaluationText.sentence(never)).contains("(failOn: never)");
        assertThat(EvaluationText.sentence(Evaluation.merge(List.of(never, never))))
                .contains("(failOn: never)");
        // modules of a build may have different ones
        assertThat(EvaluationText.sentence(Evaluation.merge(List.of(never, high))))
                .doesNotContain("failOn");
        assertThat(EvaluationText.sentence(withThresholds(Thresholds.NONE))).doesNotContain("failOn");
        var broken = new Evaluation(List.of(), STORE.problems(), new Ledger(List.of()), List.of(), Thresholds.NONE);
        assertThat(EvaluationText.sentence(broken)).isEqualTo("ERROR: 2 problems, nothing was evaluated.");
    }

    private static Evaluation withThresholds(Thresholds thresholds) {
        return new Evaluation(STORE.findings(), List.of(), STORE.ledger(), STORE.policies(), thresholds);
    }

    @Test
    void aCompliantEvaluationIsShort() {
        assertThat(EvaluationText.lines(EvaluationSamples.compliant()))
                .containsExactly(
                        "  environment  resources  critical  high  medium  low  info  unknown  problems",
                        "  default             24         0     0       0    0     0        0         0",
                        "1 policy made 8 evaluations",
                        "",
                        "PASSED: 24 resources, no finding fails the build (failOn: high).");
    }

    @Test
    void linesFitAConsole() {
        assertThat(EvaluationText.lines(STORE))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextLines.WIDTH));
        assertThat(EvaluationText.lines(EvaluationSamples.hostile("word ".repeat(1_000))))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextLines.WIDTH));
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void hostileTextIsInert(String text) throws IOException {
        var out = new StringBuilder();
        EvaluationText.write(EvaluationSamples.hostile(text), out);
        String printed = out.toString();

        assertThat(printed)
                .doesNotContain("##", "::")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\n]]");
        // every line that is not indented is one of ours
        assertThat(printed.lines().filter(line -> !line.isBlank() && !line.startsWith(" ")))
                .filteredOn(line -> !line.startsWith("[ERROR] ") && !line.startsWith("[WARN] "))
                .allMatch(line -> line.startsWith("2 policies made ")
                        || line.startsWith("2 findings are suppressed: ")
                        || line.startsWith("ERROR: 2 problems"));
        assertThat(printed.lines().filter(line -> line.startsWith("[")))
                .as("two findings of one line, and two problems, none forged")
                .hasSize(3);
    }
}
