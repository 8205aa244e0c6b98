package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MarkdownSummaryTest {
    static final List<String> HOSTILE = MarkdownTest.HOSTILE;

    private static final Map<String, String> GITHUB = Map.of(
            "GITHUB_SERVER_URL",
            "https://github.example.com",
            "GITHUB_REPOSITORY",
            "contoso/store",
            "GITHUB_SHA",
            "0123456789012345678901234567890123456789");

    private static String markdown(Evaluation evaluation) {
        return Written.as(ReportFormat.MARKDOWN, evaluation);
    }

    @Test
    void branchesThatWereNotTakenAreOneLineForEachChart() {
        assertThat(markdown(EvaluationSamples.openBranches()))
                .contains("Branches not taken", "one side of 1 condition on release state, API versions was evaluated");
        assertThat(markdown(EvaluationSamples.compliant())).doesNotContain("Branches not taken");
    }

    @Test
    void namesWhatWasNotEvaluatedAndTheNotes() {
        assertThat(markdown(EvaluationSamples.passedOver()))
                .contains(
                        "PASSED what was evaluated: 0 resources",
                        "; 1 not evaluated.",
                        "### Not evaluated",
                        "Bicep is evaluated as what it compiles to",
                        "### Notes",
                        "Helm ran with no network");
        assertThat(markdown(EvaluationSamples.compliant())).doesNotContain("Not evaluated", "Notes");
    }

    @Test
    void tellsWhatAndWhereAndHow() {
        String store = markdown(EvaluationSamples.store());
        assertThat(store.lines())
                .startsWith(
                        "## aks-policy: error",
                        "",
                        "ERROR: 2 problems, the result is incomplete: 72 resources, 2 of 5 findings fail the build"
                                + " (failOn: high).")
                .contains(
                        "### 1 critical",
                        "- **fails** `rbac/wildcard-rules` at `k8s/rbac.yaml:9`  ",
                        "  fix: set `seccompProfile.type` to RuntimeDefault on the pod",
                        "  only in: prod (dev sets it: `deploy/store/values-dev.yaml:12`; test passes)  ",
                        "  ClusterRole store-admin: `rules[0].verbs` contains `\"*\"`  ",
                        "  fix: list the verbs and resources that are needed",
                        "- **fails** `pod/seccomp-profile` at `deploy/store/templates/order.yaml:34`  ",
                        "- `deploy/store/templates/web.yaml:3` the chart does not render: nil pointer evaluating "
                                + "interface `{}.port` called from include `\"store.port\"`; fix: give `web.port` a value");
        assertThat(store)
                .containsSubsequence("### Problems", "### 1 critical", "### 1 high", "### 2 medium", "### 1 low");
    }

    @Test
    void showsTheEnvironments() {
        var read = new MarkdownReader(markdown(EvaluationSamples.store()));
        // numbers of each environment, then the policies that do not just pass
        assertThat(read.cells()).containsExactly(9, 9, 9, 9, 9, 4, 4, 4, 4);
        assertThat(markdown(EvaluationSamples.store()).lines())
                .contains(
                        "| environment | resources | critical | high | medium | low | info | unknown | problems |",
                        "| policy | dev | prod | test |",
                        "| `pod/seccomp-profile` | ✗ 1 of 8 | ✗ 1 of 8 | ✗ 1 of 8 |")
                .noneMatch(line -> line.contains("csi-volume") && line.startsWith("|"));
    }

    @Test
    void listsVendorDebtByChartAndVersion() {
        assertThat(markdown(EvaluationSamples.dependencies()))
                .contains("### In third-party charts", "redis@18.1.0", "2 findings, the worst high")
                .doesNotContain("exempt or in the baseline");
    }

    @Test
    void tellsWhatIsNewAndWhatIsFixed() {
        Evaluation now = EvaluationSamples.many(2);
        Evaluation compared = now.against(EvaluationSamples.debt(), "origin/main", "1a2b3c4", true);
        String text = markdown(compared);
        assertThat(text)
                .contains(
                        "Compared with `origin/main` (`1a2b3c4`): **6 new, 0 incomparable, 0 moved, 0 unchanged, ",
                        "fixed**; only new and incomparable ones fail and are listed.",
                        "- **fails** new: `pod/seccomp-profile` at ",
                        " fixed\n\n- `");
        Evaluation same = now.against(now, "origin/main", "1a2b3c4", true);
        assertThat(markdown(same))
                .contains("**0 new, 0 incomparable, 0 moved, 6 unchanged, 0 fixed**", "6 more were there before")
                .doesNotContain("### 2 critical");
    }

    @Test
    void countsWhatIsAccepted() {
        assertThat(markdown(EvaluationSamples.debt())).contains("2 are exempt or in the baseline");
    }

    @Test
    void placesAreLinksWhereTheCommitIsKnown() {
        String text = MarkdownSummary.of(EvaluationSamples.store(), SourceLinks.of(GITHUB), MarkdownSummary.LIMIT);
        var read = new MarkdownReader(text);
        assertThat(read.links())
                .contains("https://github.example.com/contoso/store/blob/0123456789012345678901234567890123456789/"
                        + "k8s/rbac.yaml#L9")
                .hasSize(6);
        var odd = new java.util.HashMap<>(GITHUB);
        odd.put("GITHUB_REPOSITORY", "a) [b](javascript:x");
        assertThat(MarkdownSummary.of(EvaluationSamples.store(), SourceLinks.of(odd), MarkdownSummary.LIMIT))
                .isEqualTo(markdown(EvaluationSamples.store()));
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void hostileTextIsTextAndNothingIsLost(String text) {
        Evaluation hostile = EvaluationSamples.hostile(text);
        String plain = markdown(hostile);
        var read = new MarkdownReader(plain);
        assertThat(read.kinds())
                .isSubsetOf(Set.of(
                        "BulletList",
                        "Code",
                        "Document",
                        "HardLineBreak",
                        "Heading",
                        "ListItem",
                        "Paragraph",
                        "StrongEmphasis",
                        "TableBlock",
                        "TableBody",
                        "TableCell",
                        "TableHead",
                        "TableRow",
                        "Text"));
        assertThat(new HashSet<>(read.cells())).isSubsetOf(Set.of(2, 9, 12));
        assertThat(read.prose())
                .allSatisfy(prose -> assertThat(prose).doesNotContainPattern("[@#<>&`\\[\\]|!$~_^{}\\\\]|www|://"));
        assertThat(MarkdownReader.spaced(read.text().replace('\n', ' ')))
                .contains(MarkdownReader.spaced(shortened(SafeText.line(text))));
        assertThat(CiCommand.github(plain)).isEmpty();
        assertThat(CiCommand.azure(plain)).isEmpty();

        var linked = new MarkdownReader(MarkdownSummary.of(hostile, SourceLinks.of(GITHUB), MarkdownSummary.LIMIT));
        assertThat(linked.links())
                .allSatisfy(link -> assertThat(link)
                        .startsWith("https://github.example.com/contoso/store/blob/0123456789")
                        .doesNotContainPattern("[^A-Za-z0-9:/._~%#-]"));
        assertThat(linked.text()).isEqualTo(read.text());
    }

    private static String shortened(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500) + "...";
    }

    @Test
    void theLimitIsKeptWorstFirstAndTheRestIsCounted() {
        String text = markdown(EvaluationSamples.many(8_000));
        assertThat(text.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(MarkdownSummary.LIMIT)
                .isGreaterThan(MarkdownSummary.LIMIT * 9 / 10);
        var read = new MarkdownReader(text);
        long shown = read.code().stream().filter("pod/seccomp-profile"::equals).count();
        assertThat(text.indexOf("### 8000 critical")).isNotNegative().isLessThan(text.indexOf("more critical ones"));
        int left = text.lines()
                .filter(line -> line.startsWith("- and ") && line.endsWith(" more critical ones"))
                .mapToInt(line -> Integer.parseInt(line.split(" ")[2]))
                .sum();
        assertThat(shown + left).isEqualTo(8_000);
        assertThat(text).contains("- and 8000 more medium ones", "- and 8000 more info ones");
    }

    @Test
    void aSmallLimitIsKept() {
        for (int limit : new int[] {0, 100, 2_048, 2_100, 3_000, 5_000}) {
            String text = MarkdownSummary.of(EvaluationSamples.store(), SourceLinks.NONE, limit);
            assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(limit);
        }
    }

    @Test
    void theCorpusIsLarge() {
        assertThat(HostileText.ALL).hasSizeGreaterThanOrEqualTo(100);
        assertThat(HOSTILE).hasSizeGreaterThan(HostileText.ALL.size() + 40);
    }

    @Test
    void nothingWrongIsShort() {
        assertThat(markdown(EvaluationSamples.compliant()))
                .startsWith("## aks-policy: passed\n\nPASSED: ")
                .doesNotContain("### 1");
    }
}
