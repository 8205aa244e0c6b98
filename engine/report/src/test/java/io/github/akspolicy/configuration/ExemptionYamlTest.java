package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.JsonTree;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.report.ReportFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The entries that the page offers to copy are exemptions, as those who read the file see it. */
class ExemptionYamlTest {
    private static final String CONFIGURATION = """
            schemaVersion: 1
            environments: {dev: {namespace: d}, prod: {namespace: p}}
            sources: [{manifests: k8s}]
            exemptions: policy-exemptions.yaml
            """;

    @TempDir
    private Path root;

    private Evaluation evaluate(String manifest, String entries) {
        return evaluate(CONFIGURATION, manifest, entries);
    }

    private Evaluation evaluate(String configuration, String manifest, String entries) {
        return ConfigurationFolder.bare(root)
                .file("k8s/a.yaml", manifest)
                .file("policy-exemptions.yaml", "schemaVersion: 1\nexemptions:" + entries + "\n")
                .load(configuration, ConfigurationFolder.EXAMPLES.today("2026-11-24"))
                .evaluate(Progress.NONE);
    }

    private static List<String> offered(Evaluation evaluation) throws IOException {
        var page = new StringWriter();
        ReportFormat.HTML.write(evaluation, page);
        Matcher data = Pattern.compile("(?s)id=\"page\">(.*?)</script>").matcher(page.toString());
        assertThat(data.find()).isTrue();
        return JsonTree.list(JsonTree.parse(data.group(1)), "findings").stream()
                .map(finding -> (String) ((Map<?, ?>) finding).get("exempt"))
                .filter(entry -> entry != null)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "true", "123", "with:colon", "- dash", "\\\"quoted\\\"", "\\u00fcber \\u202e x", "x #y"})
    void exemptTheFindingAndNothingElse(String name) throws IOException {
        String manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \"" + name + "\"\n---\n"
                + "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n";
        Evaluation before = evaluate(manifest, " []");
        List<String> entries = offered(before);
        assertThat(entries).hasSameSizeAs(before.open()).isNotEmpty();
        for (int i = 0; i < entries.size(); i++) {
            Evaluation after = evaluate(manifest, "\n" + entries.get(i));
            String key = before.open().get(i).key();
            assertThat(after.suppressed()).extracting(Finding::key).containsExactly(key);
            assertThat(after.suppressed().get(0).suppression())
                    .extracting(Suppression::type)
                    .isEqualTo(Suppression.Type.EXEMPTION);
            assertThat(after.open()).hasSize(before.open().size() - 1);
        }
    }

    @Test
    void allTogetherAreAFile() throws IOException {
        String manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n"
                + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n";
        Evaluation after = evaluate(manifest, "\n" + String.join("\n", offered(evaluate(manifest, " []"))));
        assertThat(after.open()).isEmpty();
        assertThat(offered(after)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, 2027-02-22", "1, 2026-11-25", "10, 2026-12-04", "90, 2027-02-22", "365, 2027-02-22"})
    void endOnADayThatTheGateAllows(String maxDays, String until) throws IOException {
        String configuration = CONFIGURATION + (maxDays == null ? "" : "gate: {maxDays: " + maxDays + "}\n");
        String manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
        Evaluation before = evaluate(configuration, manifest, " []");
        List<String> entries = offered(before);
        assertThat(entries).isNotEmpty().allSatisfy(entry -> assertThat(entry).endsWith("    until: " + until));
        Evaluation after = evaluate(configuration, manifest, "\n" + String.join("\n", entries));
        assertThat(after.suppressed())
                .extracting(Finding::key)
                .containsExactlyInAnyOrderElementsOf(
                        before.open().stream().map(Finding::key).toList());
    }

    /** Policies may look at another day than exemptions do: what is offered must not have ended already. */
    @Test
    void countFromTodayAndNotFromTheDayOfThePolicies() throws IOException {
        String configuration = CONFIGURATION + "asOf: 2025-01-01\n";
        String manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
        List<String> entries = offered(evaluate(configuration, manifest, " []"));
        assertThat(evaluate(configuration, manifest, "\n" + String.join("\n", entries))
                        .open())
                .isEmpty();
    }
}
