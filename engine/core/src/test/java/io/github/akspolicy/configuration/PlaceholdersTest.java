package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.NotEvaluated;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration says under {@code placeholders}. */
class PlaceholdersTest {
    private static final String MANIFEST = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: "${NAME}-#{Suffix}#"
              namespace: $(namespace)
              labels: {tier: "@@TIER@@"}
            """;

    @TempDir
    private Path root;

    private Evaluation evaluation(String configuration) throws Exception {
        return ProjectFolder.in(root)
                .configuration("schemaVersion: 1\nsources: [{manifests: k8s}]\n" + configuration)
                .file("k8s/app.yaml", MANIFEST)
                .file("deploy/prod.env", "# comment\nexport NAME='orders'\nSuffix = eu # region\nEMPTY=\n")
                .file(
                        "deploy/variables.yml",
                        "variables:\n  - group: secrets\n  - {name: namespace, value: store}\n  - {name: NAME, value: web}\n")
                .load()
                .evaluate(Progress.NONE);
    }

    private static List<String> names(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .flatMap(release -> release.resources().stream())
                .map(JudgedResource::id)
                .map(id -> id.namespace() + "/" + id.name())
                .toList();
    }

    private static List<String> values(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .flatMap(release -> release.notEvaluated().stream())
                .filter(NotEvaluated::isAboutValues)
                .map(NotEvaluated::toString)
                .toList();
    }

    private static List<String> required(Evaluation evaluation) {
        return evaluation.problems().stream()
                .map(problem -> problem.problem().message())
                .filter(message -> message.startsWith("require"))
                .toList();
    }

    @Test
    void areOneLineForAFile() throws Exception {
        assertThat(values(evaluation("")))
                .containsExactly("k8s/app.yaml:4:9: 3 values are filled in later (${NAME}, #{Suffix}#, $(namespace))"
                        + " (give them by placeholders: in aks-policy.yaml)");
    }

    @Test
    void failWhereTheyAreRequired() throws Exception {
        assertThat(required(evaluation("require: [all-values]\n")))
                .singleElement()
                .asString()
                .startsWith("require: all-values: k8s/app.yaml: 3 values are filled in later");
        assertThat(required(evaluation("require: [all-evaluated]\n"))).isEmpty();
    }

    @Test
    void haveValuesOfFilesAndOfTheirOwn() throws Exception {
        Evaluation evaluation = evaluation(
                "placeholders: {files: [deploy/variables.yml, deploy/prod.env], values: {namespace: shop}}\n");
        assertThat(names(evaluation)).containsExactly("shop/orders-eu");
        assertThat(values(evaluation)).isEmpty();
    }

    @Test
    void haveOtherValuesInEachEnvironment() throws Exception {
        Evaluation evaluation = evaluation("""
                placeholders: {values: {NAME: web, Suffix: x}}
                environments:
                  dev:
                  prod: {placeholders: {files: [deploy/prod.env]}}
                """);
        assertThat(names(evaluation)).containsExactly("$(namespace)/web-x", "$(namespace)/orders-eu");
    }

    @Test
    void haveOtherForms() throws Exception {
        Evaluation evaluation = evaluation("""
                placeholders:
                  "off": [$(X)]
                  patterns: ["@@[A-Z]+@@"]
                """);
        assertThat(values(evaluation))
                .singleElement()
                .asString()
                .contains("3 values are filled in later (${NAME}, #{Suffix}#, @@TIER@@)");
    }

    @Test
    void areMistakesWhereTheyCannotBeRead() {
        assertThatThrownBy(() -> evaluation("placeholders: {files: [nothing.env]}\n"))
                .hasMessageContaining("nothing.env");
        assertThatThrownBy(() -> evaluation("placeholders: {patterns: [\"(\"]}\n"))
                .hasMessageContaining("is not a regular expression");
        assertThatThrownBy(() -> evaluation("placeholders: {values: {A: \"1\\n2\"}}\n"))
                .hasMessageContaining("has several lines");
    }
}
