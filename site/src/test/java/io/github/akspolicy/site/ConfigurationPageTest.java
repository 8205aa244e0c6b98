package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.source.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of keys, and the examples of the pages that have them. */
class ConfigurationPageTest {
    private static final String PAGE = "../docs/configuration.md";
    private static final String EXEMPTIONS = "../docs/exemptions.md";
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void thePageHasATableForEveryPartOfTheSchema() {
        assertThat(ConfigurationTables.TABLE.matcher(page(PAGE)).results().map(table -> table.group(2)))
                .containsExactly(
                        "top",
                        "environments",
                        "context",
                        "placeholders",
                        "chart",
                        "manifests",
                        "cluster",
                        "terraform",
                        "kubeconfig",
                        "podTemplates",
                        "policy",
                        "common",
                        "gate",
                        "limits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"configuration.md", "exemptions.md"})
    void everyTableHasRows(String name) {
        assertThat(ConfigurationTables.TABLE
                        .matcher(page("target/site/" + name))
                        .results()
                        .map(table -> table.group()))
                .isNotEmpty()
                .allSatisfy(table -> assertThat(table)
                        .contains("| key | value | default | meaning |\n| --- | --- | --- | --- |\n| `"));
    }

    static List<String> examples() {
        return Stream.of(PAGE, EXEMPTIONS)
                .flatMap(page -> EXAMPLE.matcher(page(page)).results())
                .map((MatchResult example) -> example.group(1))
                .filter(example -> example.contains("sources:"))
                .toList();
    }

    /** This module has no Helm: that is the one thing that may be said of an example. */
    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsValid(String example, @TempDir Path folder) throws IOException {
        write(folder, ".git/HEAD", "");
        write(folder, "deploy/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n");
        write(folder, "deploy/store/values-dev.yaml", "{}\n");
        write(folder, "deploy/store/values-prod.yaml", "{}\n");
        write(folder, "k8s/role.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        write(folder, "infra/aks.json", "{}");
        write(folder, "infra/prod.parameters.json", "{}");
        write(folder, "ci/kubeconfig", "{}");
        write(folder, "prod.env", "TAG=1.4.2\n");
        write(folder, "policy-exemptions.yaml", exemptionsExample());
        write(folder, "policy-baseline.yaml", "schemaVersion: 1\nfindings: {}\n");
        write(folder, Verification.FILE_NAME, example);
        List<String> problems;
        try {
            Verification.load(folder.resolve(Verification.FILE_NAME), Overrides.NONE);
            problems = List.of();
        } catch (ConfigurationException e) {
            problems = e.problems().stream().map(Problem::toString).toList();
        }
        assertThat(problems)
                .hasSize(example.contains("chart:") ? 1 : 0)
                .allSatisfy(problem ->
                        assertThat(problem).contains("charts cannot be rendered: there is no Helm on the class path"));
    }

    private static String exemptionsExample() {
        return EXAMPLE.matcher(page(EXEMPTIONS))
                .results()
                .map((MatchResult example) -> example.group(1))
                .filter(example -> example.contains("exemptions:\n"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theExampleOfExemptionsIsValid(@TempDir Path folder) throws IOException, ConfigurationException {
        write(folder, ".git/HEAD", "");
        write(folder, "k8s/role.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        write(folder, "policy-exemptions.yaml", exemptionsExample());
        write(
                folder,
                Verification.FILE_NAME,
                "schemaVersion: 1\nenvironments: {prod: {}}\nsources: [{manifests: k8s}]\nexemptions:"
                        + " policy-exemptions.yaml\n");
        var debt = Verification.load(folder.resolve(Verification.FILE_NAME), Overrides.NONE)
                .debt();
        assertThat(debt.invalid()).isEmpty();
        assertThat(debt.exemptions()).hasSize(2);
    }

    @Test
    void pageHasExamples() {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(4);
    }

    private static void write(Path folder, String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private static String page(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
