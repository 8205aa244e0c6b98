package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.BaselineUpdate;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys are made of identifiers alone, and a baseline with keys of an earlier version still holds. */
class FindingKeysTest {
    private static final String CONFIGURATION =
            "schemaVersion: 1\nsources: [{manifests: m}]\nbaseline: policy-baseline.yaml\n";

    @TempDir
    private Path root;

    private ConfigurationFolder folder;

    @BeforeEach
    void files() {
        folder = ConfigurationFolder.bare(root);
        folder.file("policy-baseline.yaml", "schemaVersion: 1\nfindings: {}\n");
    }

    private void configMap(String name) {
        folder.file(
                "m/" + name.length() + ".yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + ", namespace: b}\n");
    }

    private void secret(String value) {
        folder.file(
                "m/secret.yaml",
                "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: a, labels: {cost-center: x}}\nstringData: {password: "
                        + value + "}\n");
    }

    private List<String> keys() {
        return folder.load(CONFIGURATION).evaluate(Progress.NONE).findings().stream()
                .filter(finding -> finding.policy().id().equals("label/cost-center"))
                .flatMap(finding -> finding.occurrences().stream())
                .map(occurrence -> occurrence.key())
                .toList();
    }

    private static String key(String name) {
        return "label/cost-center|m|ConfigMap/" + name + "|metadata.labels|";
    }

    @ParameterizedTest
    @CsvSource({
        "my-secret-admin, my-secret-admin",
        "m, {release}",
        "m-web, {release}-web",
        "web-m, web-{release}",
        "a.m.b, a.{release}.b",
        "m-m-m, {release}-{release}-{release}",
        "mm, mm",
        "system:m, system:{release}",
        "web-m1, web-m1",
    })
    void onlyAWholePartOfTheNameIsTheRelease(String name, String expected) {
        configMap(name);
        assertThat(keys()).containsExactly(key(expected));
    }

    /** The Secret of another team: no key, no baseline and no message changes. */
    @ParameterizedTest
    @CsvSource({"secret", "my-secret-admin", "'label/cost-center'", "ConfigMap", "release"})
    void aSecretOfAnotherTeamChangesNothing(String value) throws IOException {
        configMap("my-secret-admin");
        String before = keys().toString();
        update();
        secret(value);
        assertThat(keys()).hasToString(before);
        Evaluation evaluation = folder.load(CONFIGURATION).evaluate(Progress.NONE);
        assertThat(evaluation.open()).isEmpty();
        assertThat(evaluation.suppressed()).singleElement().asString().doesNotContain("«redacted»");
    }

    private BaselineUpdate update() throws IOException {
        var verification = folder.load(CONFIGURATION, ConfigurationFolder.EXAMPLES.writesBaseline(true));
        Path file = verification.baselineFile().orElseThrow();
        var update = BaselineUpdate.of(
                verification.evaluate(Progress.NONE),
                verification.debt().baseline(),
                verification.debt().baseline().entries().isEmpty() ? "" : Files.readString(file),
                false);
        Files.writeString(file, update.text());
        return update;
    }

    private void baseline(String... keys) {
        var text = new StringBuilder("schemaVersion: 1\nfindings:\n");
        for (String key : keys) {
            text.append("  \"").append(key).append("\": [default/b]\n");
        }
        folder.file("policy-baseline.yaml", text.toString());
    }

    private List<String> open() {
        return folder.load(CONFIGURATION).evaluate(Progress.NONE).open().stream()
                .map(finding -> finding.policy().id() + " " + finding.message() + (finding.fails() ? " fails" : ""))
                .toList();
    }

    /** As the version before wrote it for release m with a Secret "secret" somewhere. */
    @Test
    void aKeyOfAnEarlierVersionStillHolds() throws IOException {
        configMap("my-secret-admin");
        configMap("mm");
        baseline(key("{release}y-«redacted»-ad{release}in"), key("{release}{release}"));
        assertThat(open())
                .containsExactly(
                        "exemption/baseline-former the baseline has 2 keys of an earlier version, which still hold");
        BaselineUpdate update = update();
        assertThat(update.removed()).isZero();
        assertThat(update.kept()).isEqualTo(2);
        assertThat(update.left()).isZero();
        assertThat(update.text()).contains(key("my-secret-admin"), key("mm")).doesNotContain("{release}", "«redacted»");
        assertThat(open()).isEmpty();
    }

    /** A mask may stand for anything: where it fits two findings, neither is taken for the one that was accepted. */
    @Test
    void anAmbiguousOneCoversNothing() throws IOException {
        configMap("my-secret-admin");
        baseline("label/cost-center|m|ConfigMap/{release}y-«redacted»-ad{release}in|metadata.labels|");
        configMap("my-evil-one-admin");
        assertThat(open())
                .hasSize(3)
                .anySatisfy(text -> assertThat(text)
                        .contains("fits several findings now, so it covers none", "-Daks-policy.grow", "fails"));
        assertThat(update().left()).isEqualTo(2);
    }

    @Test
    void aMaskStandsForAWordOfSixLettersAtLeast() {
        configMap("a-short-b");
        baseline(key("a-«redacted»-b"));
        assertThat(open()).anyMatch(text -> text.startsWith("label/cost-center"));
        configMap("a-longer-b");
        folder.file("m/9.yaml", "");
        baseline(key("a-«redacted»-b"));
        assertThat(open()).noneMatch(text -> text.startsWith("label/cost-center"));
    }

    @Test
    void whatAnEarlierKeyHeldAndWasFixedIsReported() {
        configMap("plain");
        baseline(key("plain"), key("{release}y-«redacted»-ad{release}in"));
        assertThat(open()).singleElement().asString().contains("exemption/baseline-stale", "was fixed");
    }
}
