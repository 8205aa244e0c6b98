package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From what lies in a repository to a gate that passes. */
class InitCommandTest {
    private static final String POD = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers: [{name: web, image: "web:1", securityContext: {privileged: true}}]
        """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void repository() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private int run(String... arguments) {
        out.reset();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new CommandLineTool(stream, stream, folder).run(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String configuration() throws IOException {
        return Files.readString(folder.resolve("aks-policy.yaml"));
    }

    private void chart(String path, String template) throws IOException {
        write(path + "/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        write(path + "/values.yaml", "user: 0\n");
        write(path + "/templates/pod.yaml", template);
    }

    /** A repository as people have it: one command, and only what is new fails. */
    @Test
    void oneCommandLeadsFromManyFindingsToAGreenGate() throws IOException {
        chart("deploy/shop", POD);
        chart("deploy/needy", POD + "x: {{ required \"give a name\" .Values.name }}\n");
        for (int i = 0; i < 200; i++) {
            write("k8s/team-" + i % 7 + "/pod-" + i + ".yaml", POD.replace("name: web", "name: web-" + i));
        }
        write("k8s/broken.yaml", "apiVersion: v1\nkind: Pod\n  metadata: {}\n");
        write("k8s/settings.json", "{\"a\": 1}");
        write("k8s/team-1/kustomization.yaml", "resources: [pod-1.yaml]\n");
        write("mkdocs.yml", "site_name: x\n");
        write("pod [1].yaml", POD.replace("web", "odd"));
        write(".github/CODEOWNERS", "* @contoso/platform\n");
        assertThat(run("scan")).isEqualTo(CommandLineTool.FINDINGS);

        assertThat(run("init", "--baseline")).as(printed()).isEqualTo(CommandLineTool.PASSED);

        assertThat(printed()).contains("charts: 1 of 2", "left out: deploy/needy", "left out: k8s/broken.yaml");
        assertThat(configuration())
                .contains(
                        "  - chart: deploy/shop\n",
                        "  # - chart: deploy/needy\n",
                        "  - manifests: k8s\n    exclude:\n      - broken.yaml\n      - settings.json\n",
                        "  - manifests: .\n    include:\n      - \"pod \\\\[1\\\\].yaml\"\n",
                        "# CODEOWNERS gives this file to @contoso/platform",
                        "\nbaseline: policy-baseline.yaml\n");
        assertThat(Files.readString(folder.resolve("policy-baseline.yaml"))
                        .lines()
                        .filter(line -> line.contains("|")))
                .hasSizeGreaterThan(500);
        assertThat(run("verify")).as(printed()).isEqualTo(CommandLineTool.PASSED);

        write("k8s/team-1/new.yaml", POD.replace("name: web", "name: new"));
        assertThat(run("verify")).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(printed()).contains("k8s/team-1/new.yaml:5").doesNotContain("pod-1.yaml");
    }

    /** What a repository shows of its environments, of clusters and of their parameters is in the file. */
    @Test
    void environmentsAndDefinitionsOfClustersAreNamed() throws IOException {
        chart("deploy/shop", POD);
        write("deploy/shop/values-dev.yaml", "user: 1\n");
        write("deploy/shop/values-prod.yaml", "user: 2\n");
        write("k8s/pod.yaml", POD);
        write("infra/main.bicep", """
            param name string
            resource aks 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
              name: name
              location: 'westeurope'
              properties: { disableLocalAccounts: false }
            }
            """);
        write("infra/main.bicepparam", "using './main.bicep'\nparam name = 'a'\n");

        assertThat(run("init", "--baseline")).as(printed()).isEqualTo(CommandLineTool.PASSED);

        assertThat(configuration())
                .contains(
                        "environments:",
                        "  dev: {}\n  prod: {}\n",
                        "values: {dev: [values-dev.yaml], prod: [values-prod.yaml]}",
                        "  - cluster: infra/main.bicep\n    name: main.bicepparam\n",
                        "parameters: ",
                        "[infra/main.bicepparam]",
                        "  - manifests: k8s\n");
        assertThat(run("verify")).as(printed()).isEqualTo(CommandLineTool.PASSED);
    }

    /** One line of values may be wrong for many resources: two numbers that the reader can reconcile. */
    @Test
    void theNumberOfEntriesIsExplained() throws IOException {
        chart(
                "deploy/shop",
                Stream.of("a", "b", "c")
                        .map(name -> POD.replace("metadata: {name: web}", "metadata: {name: " + name + "}")
                                .replace("privileged: true", "privileged: {{ .Values.privileged }}"))
                        .collect(Collectors.joining("---\n")));
        write("deploy/shop/values.yaml", "privileged: true\n");

        assertThat(run("init", "--baseline", "--today=2026-12-01"))
                .as(printed())
                .isEqualTo(CommandLineTool.PASSED);

        assertThat(printed()).doesNotContain("are open in it");
        Matcher hold =
                Pattern.compile("These (\\d+) entries hold (\\d+) findings").matcher(printed());
        assertThat(hold.find()).as(printed()).isTrue();
        assertThat(Files.readString(folder.resolve("policy-baseline.yaml"))
                        .lines()
                        .filter(line -> line.startsWith("  \"")))
                .hasSize(Integer.parseInt(hold.group(1)));
        assertThat(run("verify", "--reports=json")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains(hold.group(2) + " findings are suppressed");

        Files.delete(folder.resolve("aks-policy.yaml"));
        assertThat(run("init")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains(hold.group(2) + " findings are open in it");
    }

    /** As Maven would, on the day that is named: a finding may depend on it. */
    @Test
    void aDayThatIsNoneIsRefused() throws IOException {
        write("k8s/pod.yaml", POD);

        assertThat(run("init", "--today=soon")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("--today: \"soon\" is not a date");
        assertThat(folder.resolve("aks-policy.yaml")).doesNotExist();
    }

    private void application(String name, String namespace, String helm) throws IOException {
        write("apps/" + name + ".yaml", """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: %s, namespace: argocd}
                spec:
                  source:
                    repoURL: https://github.com/contoso/deploy
                    path: deploy/shop
                    helm: %s
                  destination: {namespace: %s}
                """.formatted(name, helm, namespace));
    }

    /** What Argo CD deploys from the repository is evaluated as Argo CD deploys it, and so is no line "not evaluated". */
    @Test
    void applicationsWhoseChartIsRenderedAreEvaluated() throws IOException {
        chart("deploy/shop", POD);
        write("deploy/shop/values-dev.yaml", "user: 1\n");
        write("deploy/shop/values-prod.yaml", "user: 2\n");
        application("shop-dev", "store-dev", "{valueFiles: [values.yaml, values-dev.yaml]}");
        application("shop", "store", "{valueFiles: [values-prod.yaml], valuesObject: {replicas: 3, zone: a}}");
        run("scan");
        assertThat(printed()).doesNotContain("Application shop");

        assertThat(run("init", "--baseline")).as(printed()).isEqualTo(CommandLineTool.PASSED);

        assertThat(configuration())
                .contains(
                        "    namespace: store-dev\n    environments: [dev]\n",
                        "    namespace: store\n    environments: [prod]\n");
        assertThat(run("verify")).as(printed()).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).doesNotContain("Application shop");
    }

    /** Another value may be another result: the source must say the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{valueFiles: [values-dev.yaml]}",
                "{valueFiles: [values-prod.yaml], parameters: [{name: user, value: '0'}]}",
                "{valueFiles: [values-prod.yaml, $secrets/values.yaml]}",
                "{valueFiles: [values-prod.yaml, 'https://contoso.com/values.yaml'], ignoreMissingValueFiles: true}",
                "{valuesObject: {user: 0}}"
            })
    void applicationsWithOtherValuesAreNotEvaluated(String helm) throws IOException {
        chart("deploy/shop", POD);
        write("deploy/shop/values-dev.yaml", "user: 1\n");
        write("deploy/shop/values-prod.yaml", "user: 2\n");
        application("shop", "store", helm);
        write("aks-policy.yaml", """
                schemaVersion: 1
                sources:
                  - manifests: apps
                  - {chart: deploy/shop, values: [values-prod.yaml]}
                """);

        run("verify");

        assertThat(printed()).contains("Application shop");
    }

    /** Nothing else of this Application is here. */
    @Test
    void applicationsWithASourceFromElsewhereAreNotEvaluated() throws IOException {
        chart("deploy/shop", POD);
        write("apps/shop.yaml", """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop, namespace: argocd}
                spec:
                  sources:
                    - {repoURL: https://github.com/contoso/deploy, path: deploy/shop}
                    - {repoURL: https://charts.contoso.com, chart: redis, targetRevision: 1.2.3}
                  destination: {namespace: store}
                """);

        run("scan");

        assertThat(printed()).contains("Application shop");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        write("k8s/pod.yaml", POD);
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{manifests: k8s}]\n");

        assertThat(run("init")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("aks-policy.yaml already exists: nothing was written", "aks-policy baseline");

        assertThat(run("init", "--baseline")).as(printed()).isEqualTo(CommandLineTool.PASSED);
        assertThat(configuration())
                .isEqualTo("schemaVersion: 1\nsources: [{manifests: k8s}]\nbaseline: policy-baseline.yaml\n");
        assertThat(run("verify")).isEqualTo(CommandLineTool.PASSED);
    }

    @Test
    void whereThereIsNothingItSaysWhatItLookedFor() throws IOException {
        write("README.md", "# Nothing\n");

        assertThat(run("init")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("holds no Helm chart (Chart.yaml), no manifest", "Nothing was written");
        assertThat(folder.resolve("aks-policy.yaml")).doesNotExist();
    }

    /** What is there and cannot be read is named, with what to do. */
    @Test
    void whereNothingCanBeReadItSaysWhy() throws IOException {
        chart("deploy/needy", "x: {{ required \"give a name\" .Values.name }}\n");

        assertThat(run("init")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("nothing was evaluated", "deploy/needy: the chart needs values");
        assertThat(folder.resolve("aks-policy.yaml")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# ours\nschemaVersion: 1\nsources: [{manifests: k8s}]  # all\n",
                "schemaVersion: 1\nsources:\n  - manifests: k8s",
                "schemaVersion: 1\r\nsources:\r\n  - manifests: k8s\r\n",
                "sources:\n- manifests: k8s\nschemaVersion: 1\n\n# the end\n"
            })
    void baselineWritesItsKeyAndKeepsTheRest(String text) throws IOException {
        write("k8s/pod.yaml", POD);
        write("aks-policy.yaml", text);

        assertThat(run("baseline")).as(printed()).isEqualTo(CommandLineTool.PASSED);

        assertThat(printed()).contains("Added \"baseline: policy-baseline.yaml\" to aks-policy.yaml.");
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        assertThat(configuration())
                .isEqualTo((text.endsWith("\n") ? text : text + end) + "baseline: policy-baseline.yaml" + end);
        assertThat(run("verify")).isEqualTo(CommandLineTool.PASSED);
        assertThat(run("baseline")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).doesNotContain("Added");
    }

    /** A line at the end would be another document, or no YAML: the author has to write it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{schemaVersion: 1, sources: [{manifests: k8s}]}\n",
                "schemaVersion: 1\nsources: [{manifests: k8s}]\n...\n"
            })
    void whatALineCannotAddToStaysAsItIs(String text) throws IOException {
        write("k8s/pod.yaml", POD);
        write("aks-policy.yaml", text);

        assertThat(run("baseline")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("names no baseline: add \"baseline: policy-baseline.yaml\"");
        assertThat(configuration()).isEqualTo(text);
    }

    /** Where no baseline can be written, the configuration does not name one. */
    @Test
    void theKeyIsTakenBackWithoutABaseline() throws IOException {
        String text = "schemaVersion: 1\nsources: [{manifests: k8s}]\n";
        write("k8s/pod.yaml", POD);
        write("k8s/broken.yaml", "apiVersion: v1\nkind: Pod\n  metadata: {}\n");
        write("aks-policy.yaml", text);

        assertThat(run("baseline")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("The baseline was not written");
        assertThat(configuration()).isEqualTo(text);
        assertThat(folder.resolve("policy-baseline.yaml")).doesNotExist();
    }
}
