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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTextTest {
    static final List<String> HOSTILE = HostileText.ALL;

    private static final Evaluation STORE = EvaluationSamples.store();

    @Test
    void aFindingSaysWhereWhatAndHow() {
        assertThat(FindingText.of(STORE.findings().get(1))).isEqualTo("""
                        [ERROR] pod/seccomp-profile (high) Deployment order-service, container order-service
                          deploy/store/templates/order.yaml:34:11   spec.template.spec.securityContext.seccompProfile is not set
                          only in: prod   (dev sets it: deploy/store/values-dev.yaml:12; test passes)
                          fix: set seccompProfile.type to RuntimeDefault on the pod   docs: docs/policies/pod/seccomp-profile.md""");
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
                          fix: name a version as tag, or the digest   docs: docs/policies/image/tag-not-latest.md""");
    }

    @Test
    void aDoubtIsWordedAsDoubtAndAGuessAsGuess() {
        assertThat(FindingText.details(STORE.findings().get(3)))
                .containsSubsequence(
                        "  deploy/store/Chart.yaml:9:5 (dependency) (approximate)   unknown before deployment: spec.initContainers[0].image is not an image reference");
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
        assertThat(Screen.PLAIN.lines(EvaluationText.problem(STORE.problems().get(0))))
                .containsExactly(
                        "deploy/store/templates/web.yaml:3:1 the chart does not render: nil pointer evaluating interface",
                        "    {}.port",
                        "    called from include \"store.port\"",
                        "  fix: give web.port a value",
                        "  not evaluated in: dev/store, test/store");
    }

    @Test
    void theSummaryCountsByEnvironmentAndEndsWithASentence() {
        assertThat(EvaluationText.summary(STORE))
                .containsExactly(
                        "  environment  resources  critical  high  medium  low  unknown  problems",
                        "  dev *               24         0     0       1    0        1         1",
                        "  prod                24         1     1       1    0        0         0",
                        "  test                24         0     0       1    1        0         1",
                        "  all                 72         1     1       1    1        1         2",
                        "  * could not be read in full: its numbers are lower bounds",
                        "",
                        "ERROR: 2 problems, the result is incomplete: 72 resources, "
                                + "2 of 5 findings fail the build (failOn: high).");
    }

    /** What is at the end of a log is read first. */
    @Test
    void problemsComeLast() {
        List<String> lines = Printed.lines(STORE, false);

        int numbers = lines.indexOf("  * could not be read in full: its numbers are lower bounds");
        assertThat(lines.subList(0, numbers))
                .filteredOn(line -> line.contains("does not render"))
                .isEmpty();
        assertThat(lines.subList(numbers, lines.size()))
                .anyMatch(line ->
                        line.startsWith("[ERROR] deploy/store/templates/web.yaml:3:1 the chart does not render"))
                .containsSubsequence(
                        "ERROR: 2 problems, the result is incomplete: 72 resources, 2 of 5 findings fail the build",
                        "    (failOn: high).");
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
        assertThat(Printed.lines(readable, false))
                .anyMatch(line ->
                        line.startsWith("[WARNING] deploy/store/templates/web.yaml:3:1 the chart does not render"))
                .anyMatch(line -> line.startsWith("FAILED: "))
                .anyMatch(line -> line.contains("; 1 problem, named above"));
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
        assertThat(Printed.lines(EvaluationSamples.compliant(), false))
                .containsExactly(
                        "  environment  resources",
                        "  default             24",
                        "",
                        "PASSED: 24 resources, no finding fails the build (failOn: high).");
    }

    /** A path or an address may be longer: people click on it. */
    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 140})
    void linesFitAConsole(int width) {
        var screen = new Screen(width, (style, text) -> text, path -> List.of());
        for (Evaluation evaluation :
                List.of(STORE, EvaluationSamples.many(500), EvaluationSamples.hostile("word ".repeat(1_000)))) {
            for (boolean inFull : new boolean[] {true, false}) {
                assertThat(Printed.lines(evaluation, inFull, screen))
                        .allSatisfy(line -> assertThat(
                                        line.length() <= width || !line.strip().contains(" "))
                                .as(line)
                                .isTrue());
            }
        }
    }

    /** A word that is too long is not broken, and loses nothing. */
    @Test
    void wordsStayWhole() {
        var narrow = new Screen(10, (style, text) -> text, path -> List.of());
        String path = "deploy/" + "x".repeat(80) + ".yaml:12:3";

        assertThat(narrow.width()).isEqualTo(Screen.LEAST_WIDTH);
        assertThat(narrow.lines(List.of(Row.of(2, "at " + path + " it is wrong"))))
                .containsExactly("  at", "      " + path, "      it is wrong");
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void hostileTextIsInert(String text) {
        String printed = String.join("\n", Printed.lines(EvaluationSamples.hostile(text), false));

        assertThat(printed)
                .doesNotContain("##", "::")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\n]]");
        // every line that is not indented is one of ours
        assertThat(printed.lines().filter(line -> !line.isBlank() && !line.startsWith(" ")))
                .filteredOn(line -> !line.startsWith("[ERROR] ") && !line.startsWith("[WARNING] "))
                .allMatch(line -> line.startsWith("2 findings are suppressed: ")
                        || line.startsWith("Read why and how: ")
                        || line.startsWith("ERROR: 2 problems"));
        assertThat(printed.lines().filter(line -> line.startsWith("[")))
                .as("two findings of one line, and two problems, none forged")
                .hasSize(3);
    }
}
