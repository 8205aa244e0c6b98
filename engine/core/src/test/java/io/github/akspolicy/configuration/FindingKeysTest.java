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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys are made of identifiers alone, and an entry of a baseline covers its key and place, and nothing else. */
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

    /** An entry is a key, not a pattern: what only looks like the finding's key covers nothing. */
    @ParameterizedTest
    @CsvSource({"{release}y-«redacted»-ad{release}in", "my-«redacted»-admin", "my-*-admin"})
    void anEntryThatIsNotTheKeyCoversNothing(String name) {
        configMap("my-secret-admin");
        baseline(key(name));
        assertThat(open())
                .hasSize(2)
                .anyMatch(text -> text.startsWith("label/cost-center") && text.endsWith("fails"))
                .anyMatch(text -> text.startsWith("exemption/baseline-stale"));
    }

    /** An environment alone stands for what has no namespace. */
    @ParameterizedTest
    @CsvSource({"default/b, 0", "default, 2", "default/a, 2"})
    void anEntryCoversItsNamespaceOnly(String place, int open) {
        configMap("plain");
        folder.file(
                "policy-baseline.yaml", "schemaVersion: 1\nfindings:\n  \"" + key("plain") + "\": [" + place + "]\n");
        assertThat(open()).hasSize(open);
    }
}
