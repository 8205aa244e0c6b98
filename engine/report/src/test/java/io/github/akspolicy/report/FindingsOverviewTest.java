package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.ExemptionRules;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.LineToEdit;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.report.ConsoleLine.Level;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.GeneratedFile;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Few findings are told in full, of many each line to edit. */
class FindingsOverviewTest {
    private static final ExemptionRules.Owners OWNERS = new ExemptionRules.Owners() {
        @Override
        public Optional<String> refusal(String path) {
            return Optional.empty();
        }

        @Override
        public List<String> of(String path) {
            return path.endsWith("-1.yaml") ? List.of("@contoso/web", "@ann") : List.of();
        }
    };

    private static List<String> lines(Evaluation evaluation, boolean inFull) {
        return FindingsOverview.blocks(evaluation, inFull).stream()
                .flatMap(block -> Printed.lines(block).stream())
                .toList();
    }

    @Test
    void fewFindingsAreToldInFull() {
        Evaluation store = EvaluationSamples.store();

        assertThat(lines(store, false)).isEqualTo(lines(store, true));
        assertThat(FindingsOverview.blocks(store, false)).hasSameSizeAs(store.open());
    }

    /** A reader needs each once, however many findings there are. */
    @Test
    void howToFixStandsOnceForEachPolicy() {
        for (Evaluation evaluation : List.of(EvaluationSamples.store(), EvaluationSamples.many(7))) {
            for (boolean inFull : new boolean[] {true, false}) {
                List<String> lines = lines(evaluation, inFull);
                assertThat(evaluation.open().stream()
                                .map(finding -> finding.policy())
                                .distinct())
                        .allSatisfy(policy -> assertThat(lines)
                                .filteredOn(line -> line.contains(policy.documentation()))
                                .hasSize(1));
            }
        }
    }

    @Test
    void ofManyEachLineToEditIsOneLine() {
        Evaluation many = EvaluationSamples.owned(7, OWNERS);

        List<ConsoleLine> blocks = FindingsOverview.blocks(many, false);
        assertThat(blocks).extracting(ConsoleLine::level).containsExactly(Level.ERROR, Level.INFO);
        assertThat(Printed.lines(blocks.get(0)))
                .startsWith(
                        "the lines to edit by chart and folder; every finding in full: the reports, or",
                        "    -Daks-policy.console=full",
                        "  deploy/store: 21 findings on 7 lines, 7 fail; owners: @contoso/web @ann",
                        "    critical pod/seccomp-profile; medium pod/seccomp-profile; info pod/seccomp-profile, 7 times:",
                        "      k8s/service-0.yaml:1; k8s/service-1.yaml:2; k8s/service-2.yaml:3; k8s/service-3.yaml:4;")
                .hasSize(7);
        assertThat(FindingsOverview.blocks(many, true)).hasSize(21);
    }

    @Test
    void everyLineThatFailsIsThere() {
        List<String> lines = lines(EvaluationSamples.many(500), false);

        assertThat(lines.get(2)).isEqualTo("  deploy/store: 1500 findings on 500 lines, 500 fail");
        for (int i = 0; i < 500; i++) {
            String place = " k8s/service-" + i + ".yaml:" + (i + 1);
            assertThat(lines).anyMatch(shown -> shown.contains(place + ";") || shown.endsWith(place));
        }
    }

    @Test
    void ofTheOthersALogHasAnEnd() {
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 300; i++) {
            findings.add(
                    finding("web", "web/values.yaml", 3 * i + 1, Severity.LOW, "limits", "resources" + i + ".limits"));
            findings.add(finding("web", "web/values.yaml", 3 * i + 2, Severity.LOW, "cpu", "resources" + i + ".cpu"));
        }
        findings.add(finding("job", "job/values.yaml", 2, Severity.HIGH, "user", ""));
        findings.add(finding("job", "job/values.yaml", 4, Severity.LOW, "cpu", ""));

        List<String> lines = lines(of(findings), false);

        assertThat(lines)
                .hasSizeLessThan(80)
                .startsWith(
                        "the lines to edit by chart and folder; every finding in full: the reports, or",
                        "    -Daks-policy.console=full",
                        "  job: 2 findings on 2 lines, 1 fails",
                        "    job/values.yaml:2   high pod/seccomp-profile",
                        "    job/values.yaml:4   low pod/seccomp-profile",
                        "",
                        "  web: 600 findings on 600 lines, none fails")
                .contains("    and 488 more lines, none fails");
    }

    @Test
    void theLineThatMostFindingsGoWithIsTheFirst() {
        Evaluation store = EvaluationSamples.store();
        List<LineToEdit> lines = store.linesToEdit();

        assertThat(lines.stream().mapToLong(line -> line.findings().size()).sum())
                .isEqualTo(store.open().size());
        assertThat(lines).isSortedAccordingTo(LineToEdit.ORDER);
        Evaluation many = EvaluationSamples.owned(3, OWNERS);
        assertThat(many.linesToEdit())
                .extracting(LineToEdit::place, line -> line.findings().size(), LineToEdit::failing)
                .containsExactly(
                        tuple("k8s/service-0.yaml:1", 3, 1L),
                        tuple("k8s/service-1.yaml:2", 3, 1L),
                        tuple("k8s/service-2.yaml:3", 3, 1L));
        assertThat(many.owners()).containsOnlyKeys("k8s/service-1.yaml");
    }

    private static Finding finding(String source, String file, int line, Severity severity, String field, String key) {
        Finding sample = EvaluationSamples.store().findings().get(1);
        boolean isOfValues = !key.isEmpty();
        var origin = new Origin(
                new SourceLocation(
                        file, line, 1, isOfValues ? SourceLocation.Role.VALUES : SourceLocation.Role.TEMPLATE),
                List.of(new SourceLocation(source + "/templates/web.yaml", 7, 1, SourceLocation.Role.TEMPLATE)),
                isOfValues ? List.of(key) : List.of(),
                false);
        var occurrence = new Occurrence(
                new ReleaseId("prod", source, "web"),
                new ResourceId("apps/v1", "Deployment", "store", "web"),
                "web",
                field,
                false,
                origin,
                field + file + line);
        return new Finding(
                sample.policy(),
                severity,
                null,
                field + " is not set",
                List.of(occurrence),
                List.of(),
                severity.isAtLeast(Severity.HIGH));
    }

    private static Evaluation of(List<Finding> findings) {
        Evaluation store = EvaluationSamples.store();
        return new Evaluation(findings, List.of(), store.ledger(), store.policies(), store.thresholds());
    }

    /** One mapping of the values is edited once, whatever is missing in it. */
    @Test
    void oneEditedBlockIsOneBlock() {
        String values = "chart/values.yaml";
        Evaluation some = of(List.of(
                finding("chart", values, 10, Severity.HIGH, "runAsNonRoot", "securityContext.runAsNonRoot"),
                finding("chart", "chart/templates/web.yaml", 10, Severity.HIGH, "hostNetwork", ""),
                finding("chart", values, 10, Severity.MEDIUM, "capabilities", "securityContext.capabilities.drop"),
                finding("chart", values, 12, Severity.MEDIUM, "readOnly", "securityContext.readOnly"),
                finding("chart", values, 30, Severity.LOW, "limits", "resources.limits")));

        List<ConsoleLine> blocks = FindingsOverview.blocks(some, false);

        assertThat(blocks).extracting(ConsoleLine::level).containsExactly(Level.ERROR, Level.ERROR, Level.WARNING);
        assertThat(Printed.lines(blocks.get(0)))
                .startsWith("pod/seccomp-profile (high) Deployment web, web")
                .contains(
                        "  chart/values.yaml:10:1   runAsNonRoot is not set",
                        "  and pod/seccomp-profile (medium) Deployment web, web",
                        "  chart/values.yaml:10:1   capabilities is not set",
                        "  values: securityContext.capabilities.drop",
                        "  chart/values.yaml:12:1   readOnly is not set");
        assertThat(FindingsOverview.blocks(some, true)).hasSize(5);
    }

    @Test
    void anOverviewHasOneLineForOneEdit() {
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 11; i++) {
            findings.add(finding("c", "c/values.yaml", 10 * i, Severity.HIGH, "user", "sc" + i + ".user"));
            findings.add(finding("c", "c/values.yaml", 10 * i + 2, Severity.LOW, "root", "sc" + i + ".root"));
        }

        assertThat(lines(of(findings), false))
                .contains(
                        "  c: 22 findings on 22 lines, 11 fail",
                        "    high pod/seccomp-profile; low pod/seccomp-profile, 11 times:")
                .anyMatch(line -> line.contains("; c/values.yaml:10, also line 12; "));
    }

    /** A chart whose findings are all mild is not hidden by others, however many there are. */
    @Test
    void everyChartHasItsWorstLine() {
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 30; i++) {
            findings.add(finding("big", "big/values.yaml", i + 1, Severity.CRITICAL, "user", ""));
        }
        for (int chart = 0; chart < 70; chart++) {
            String source = "chart-" + chart;
            findings.add(finding(source, source + "/values.yaml", chart + 4, Severity.INFO, "last", ""));
            findings.add(finding(source, source + "/values.yaml", chart + 3, Severity.LOW, "first", ""));
        }

        List<String> lines = lines(of(findings), false);

        for (int chart = 0; chart < 70; chart++) {
            assertThat(String.join("\n", lines)).contains("chart-" + chart + "/values.yaml:" + (chart + 3) + "   low");
        }
        assertThat(lines).hasSizeLessThan(220);
    }

    /** Copies of a chart have one line for all of them; a line that only some of them have is theirs. */
    @Test
    void theSameLineOfManyChartsIsToldOnce() {
        var findings = new ArrayList<Finding>();
        for (int chart = 0; chart < 24; chart++) {
            String source = "charts/c" + chart;
            findings.add(finding(source, source + "/values.yaml", 7, Severity.HIGH, "user", ""));
        }
        findings.add(finding("charts/c5", "charts/c5/values.yaml", 9, Severity.HIGH, "root", ""));

        List<String> lines = lines(of(findings), false);

        assertThat(lines)
                .contains(
                        "  in 24 charts and folders: 24 findings on 24 lines, 24 fail",
                        "    values.yaml:7   high pod/seccomp-profile",
                        "  charts/c5: 1 finding on 1 line, 1 fails",
                        "    charts/c5/values.yaml:9   high pod/seccomp-profile");
        for (int chart = 0; chart < 24; chart++) {
            assertThat(String.join(" ", lines)).containsPattern("charts/c" + chart + "[, ]");
        }
    }

    @Test
    void copiesAreCounted() {
        Finding sample = finding("k8s", "k8s/a.yaml", 3, Severity.HIGH, "user", "");
        Occurrence at = sample.occurrences().get(0);
        var origin = new Origin(
                at.origin().primary(),
                List.of(
                        new SourceLocation("k8s/b.yaml", 3, 1, SourceLocation.Role.COPY),
                        new SourceLocation("k8s/c.yaml", 3, 1, SourceLocation.Role.COPY)),
                List.of(),
                false);
        Finding copied = sample.in(
                List.of(new Occurrence(at.release(), at.resource(), null, at.fieldPath(), false, origin, at.key())));
        var findings = new ArrayList<>(List.of(copied));
        for (int i = 0; i < 21; i++) {
            findings.add(finding("k8s", "k8s/z" + i + ".yaml", 3, Severity.LOW, "user", ""));
        }

        assertThat(lines(of(findings), false))
                .contains("    k8s/a.yaml:3 (and 2 more files)   high pod/seccomp-profile");
        assertThat(lines(of(List.of(copied)), false))
                .contains("  the same in 2 more files: k8s/b.yaml:3, k8s/c.yaml:3");
    }

    /** What a tool writes comes last, however bad it is, but every line that fails is there. */
    @Test
    void generatedFilesStandApart() {
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 10; i++) {
            Finding sample = finding("k8s", "flux/gotk-components.yaml", i + 1, Severity.CRITICAL, "user", "");
            Occurrence at = sample.occurrences().get(0);
            findings.add(sample.in(List.of(new Occurrence(
                    GeneratedFile.release("default", "flux bootstrap"),
                    at.resource(),
                    null,
                    at.fieldPath(),
                    false,
                    at.origin(),
                    at.key() + i))));
        }
        for (int i = 0; i < 20; i++) {
            findings.add(finding("k8s", "k8s/z" + i + ".yaml", 3, Severity.LOW, "user", ""));
        }
        findings.add(finding("k8s", "k8s/own.yaml", 3, Severity.HIGH, "user", ""));

        List<String> lines = lines(of(findings), false);

        assertThat(lines.get(2)).startsWith("  k8s: 21 findings");
        assertThat(lines)
                .containsSubsequence(
                        "  generated by flux bootstrap: 10 findings on 10 lines, 10 fail",
                        "    critical pod/seccomp-profile, 10 times:");
        assertThat(String.join(" ", lines)).contains("flux/gotk-components.yaml:10");
        // a folder of that name is a folder
        assertThat(GeneratedFile.isRelease(new ReleaseId("default", "generated by flux", "generated by flux")))
                .isFalse();
    }
}
