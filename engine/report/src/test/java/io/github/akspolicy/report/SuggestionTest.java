package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.JsonTree;
import io.github.akspolicy.evaluate.ProposedFix;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proven fixes beside the findings that they mend. */
class SuggestionTest {
    private static final Evaluation STORE = EvaluationSamples.store();
    private static final ProposedFix EDIT = new ProposedFix("a b/web.yaml", 7, 8, 12, List.of("  x: 1", "  y: 2"));

    private static Object results(ProposedFix fix) throws IOException {
        var out = new StringWriter();
        SarifReport.write(STORE, Map.of(STORE.findings().get(1), fix), out);
        // of prod
        return JsonTree.get(JsonTree.parse(out.toString()), "runs", 1, "results");
    }

    @Test
    void isAChangeOfAnArtifactInSarif() throws IOException {
        Object results = results(EDIT);

        assertThat(JsonTree.list(results, 1, "fixes")).hasSize(1);
        assertThat((String) JsonTree.get(results, 1, "fixes", 0, "description", "text"))
                .isNotBlank();
        Object change = JsonTree.get(results, 1, "fixes", 0, "artifactChanges", 0);
        assertThat(JsonTree.get(change, "artifactLocation", "uri")).isEqualTo("a%20b/web.yaml");
        assertThat(JsonTree.get(change, "artifactLocation", "uriBaseId")).isEqualTo("%SRCROOT%");
        Object replacement = JsonTree.get(change, "replacements", 0);
        assertThat(JsonTree.get(replacement, "deletedRegion"))
                .isEqualTo(Map.of("startLine", 7, "startColumn", 1, "endLine", 8, "endColumn", 12));
        assertThat(JsonTree.get(replacement, "insertedContent", "text")).isEqualTo("  x: 1\n  y: 2");
        assertThat(((Map<?, ?>) JsonTree.get(results, 0)).containsKey("fixes")).isFalse();
    }

    @Test
    void takesLineEndsAlongWhereLinesOnlyGo() throws IOException {
        Object replacement = JsonTree.get(
                results(new ProposedFix("web.yaml", 7, 8, 12, List.of())),
                1,
                "fixes",
                0,
                "artifactChanges",
                0,
                "replacements",
                0);
        assertThat(JsonTree.get(replacement, "deletedRegion"))
                .isEqualTo(Map.of("startLine", 7, "startColumn", 1, "endLine", 9, "endColumn", 1));
        assertThat(JsonTree.get(replacement, "insertedContent", "text")).isEqualTo("");
    }

    @Test
    void isABlockInAReviewComment() {
        assertThat(Suggestion.markdown(EDIT)).isEqualTo("```suggestion\n  x: 1\n  y: 2\n```\n");
        assertThat(Suggestion.markdown(new ProposedFix("a", 1, 1, 1, List.of("# ```sh"))))
                .isEqualTo("````suggestion\n# ```sh\n````\n");
    }

    @Test
    void followsTheTextOfAnAnnotation() throws IOException {
        var out = new StringBuilder();
        GitHubAnnotations.write(
                STORE,
                Map.of(STORE.findings().get(0), new ProposedFix("a.yaml", 7, 7, 5, List.of("x: 1%", "::error::no"))),
                out);

        assertThat(out.toString().lines().filter(line -> line.contains("suggested")))
                .singleElement()
                .asString()
                .contains("%0Asuggested for line 7 of a.yaml:%0Ax: 1%25%0A")
                .doesNotContain("%0A::error::no");
        var without = new StringBuilder();
        GitHubAnnotations.write(STORE, without);
        assertThat(without.toString()).doesNotContain("suggested");
    }
}
