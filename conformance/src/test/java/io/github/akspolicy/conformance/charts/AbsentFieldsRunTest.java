package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.source.ChartRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that are not set, in the chart that most begin with. */
@Tag("deep")
class AbsentFieldsRunTest {
    @TempDir
    Path folder;

    @Test
    void allThatHelmCreateLeavesOutIsFoundInItsValues() throws Exception {
        try (var binaries = HelmBinaries.open(System.out)) {
            for (HelmBinary helm : binaries.all()) {
                Path chart = helm.create(
                        Files.createDirectories(folder.resolve(helm.version())).resolve("app"));
                List<Finding> findings = Verification.scan(chart, Overrides.NONE.profile(Profile.RECOMMENDED.name()))
                        .evaluate(Progress.NONE)
                        .findings();

                List<String> values = Files.readAllLines(chart.resolve("values.yaml"));
                assertThat(findings).as(helm.version()).hasSize(5);
                assertThat(findings.stream().map(Finding::location))
                        .allMatch(at -> at.path().endsWith("values.yaml"))
                        .allMatch(at -> values.get(at.line() - 1)
                                .matches("(podSecurityContext|securityContext|resources): \\{}"));
            }
        }
    }

    /** The check must be able to fail: a chart whose value has no effect on its own is told from one whose value has. */
    @Test
    void theBinaryAgreesWithEveryKeyAndFindsNoOther() throws Exception {
        try (var binaries = HelmBinaries.open(System.out)) {
            binaries.newest()
                    .create(Files.createDirectories(folder.resolve("charts")).resolve("app"));
        }
        List<Entry> entries = new AbsentFieldsRun().judge(List.of(folder.resolve("charts")), System.out);

        assertThat(entries.stream().filter(Entry::isUnexplained)).isEmpty();
        assertThat(entries.stream().filter(entry -> entry.topic().equals("right")))
                .hasSizeGreaterThan(5);
        assertThat(entries.stream().filter(entry -> entry.topic().equals("missed")))
                .isEmpty();
    }

    /** Pull secrets are names in one chart and mappings with a name in another: the schema decides which the binary takes. */
    @Test
    void pullSecretsAreTriedInTheFormThatTheSchemaAllows() throws Exception {
        for (String type : List.of("string", "object")) {
            Path chart = Files.createDirectories(folder.resolve(type).resolve("app"));
            Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: app\nversion: 1.0.0\n");
            Files.writeString(chart.resolve("values.yaml"), "image:\n  pullSecrets: []\n");
            Files.writeString(
                    chart.resolve("values.schema.json"),
                    "{\"properties\": {\"image\": {\"properties\": {\"pullSecrets\": {\"items\": {\"type\": \"" + type
                            + "\"}}}}}}");
            Files.writeString(
                    Files.createDirectories(chart.resolve("templates")).resolve("pod.yaml"),
                    "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
                            + "  {{- with .Values.image.pullSecrets }}\n  imagePullSecrets:\n    {{- range . }}\n"
                            + "    - name: {{ kindIs \"map\" . | ternary (get (kindIs \"map\" . | ternary . dict) \"name\") . }}\n"
                            + "    {{- end }}\n  {{- end }}\n  containers: [{name: web, image: a}]\n");

            List<Entry> entries = new AbsentFieldsRun().judge(List.of(folder.resolve(type)), System.out);

            assertThat(entries)
                    .as(type)
                    .anyMatch(entry -> entry.id().contains("imagePullSecrets")
                            && entry.topic().equals("right")
                            && entry.agrees());
        }
    }

    /** An Ingress of the same name that a subchart writes, and a mapping where a list is meant, supply nothing. */
    @Test
    void whatSuppliesOtherFieldsIsNotHeldAgainstAFinding() throws Exception {
        Path chart = folder.resolve("charts/web");
        write(
                chart,
                "outer",
                "",
                "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n"
                        + "  rules: [{http: {paths: []}}]\n---\n"
                        + "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
                        + "  containers: [{name: a, image: a}, {name: b, image: b}]\n"
                        + "  {{- with .Values.tolerations }}\n  tolerations: {{ toYaml . | nindent 2 }}\n  {{- end }}\n");
        write(
                chart.resolve("charts/inner"),
                "inner",
                "on: false\n",
                "{{ if .Values.on }}\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n"
                        + "  tls: [{hosts: [a]}]\n  rules: [{host: a, http: {paths: []}}]\n{{ end }}\n");

        List<Entry> entries = new AbsentFieldsRun().judge(List.of(folder.resolve("charts")), System.out);

        assertThat(entries.stream().map(Entry::id))
                .doesNotHaveDuplicates()
                .anyMatch(id -> id.contains("Ingress/web spec.rules[0].host"))
                .anyMatch(id -> id.contains("containers[a].livenessProbe"))
                .anyMatch(id -> id.contains("containers[b].livenessProbe"));
        assertThat(entries).noneMatch(entry -> entry.topic().equals("missed"));
        assertThat(entries)
                .anyMatch(entry -> entry.id().contains("hostUsers")
                        && entry.reason()
                                .startsWith("only with a mapping where the chart means a list: {\"tolerations\":"));
    }

    private static void write(Path chart, String name, String values, String template) throws IOException {
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("values.yaml"), values);
        Files.writeString(chart.resolve("templates/objects.yaml"), template);
    }

    /** What a template takes is a part of the field, has another form, or shows only that it is there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "livenessProbe | probe: \"\" | {{- with .Values.probe }}~livenessProbe: {httpGet: {path: /,"
                        + " port: {{ (split \":\" .)._1 }}}}~{{- end }}",
                "livenessProbe | probe: {} | {{- if .Values.probe }}~livenessProbe: {httpGet: {path: {{ required \"path\""
                        + " .Values.probe.path }}, port: 80}}~{{- end }}",
                "securityContext.runAsNonRoot | user: {} | {{- if .Values.user }}~securityContext: {runAsNonRoot: true}~{{- end }}",
                "ports | hosts: [] | {{- with .Values.hosts }}~ports:~  {{- range . }}~  {{- range .numbers }}"
                        + "~  - {name: {{ . }}, containerPort: 80}~  {{- end }}~  {{- end }}~{{- end }}",
            })
    void aValueIsTriedInTheFormThatTheTemplateTakes(String field, String values, String container) throws Exception {
        Path chart = Files.createDirectories(folder.resolve("charts/app"));
        Files.writeString(chart.resolve("values.yaml"), values + "\n");
        Files.writeString(
                Files.createDirectories(chart.resolve("templates")).resolve("pod.yaml"),
                "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: a\n      "
                        + container.replace("~", "\n      ") + "\n");
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: app\nversion: 1.0.0\n");
        FieldPath path = FieldPath.parse("spec.containers[0]." + field);
        var wanted = new WantedField("Pod", "web", path);

        try (var binaries = HelmBinaries.open(System.out)) {
            var forms = new ValueForms(chart).of(path, List.of(values.replaceFirst(":.*", "")));
            assertThat(forms).anyMatch(form -> {
                try {
                    Path file = folder.resolve("values.json");
                    Files.writeString(file, JsonValues.write(Map.of(values.replaceFirst(":.*", ""), form)));
                    HelmBinary.Output output =
                            binaries.newest().template(chart, file, ChartRequest.DEFAULT_KUBE_VERSION);
                    return output.status() == 0
                            && ManifestReader.yamlDocuments(output.stdout()).stream()
                                    .anyMatch(wanted::isIn);
                } catch (IOException | ManifestException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @Test
    void theLineThatTookASettingAwayIsNamed() throws Exception {
        try (var binaries = HelmBinaries.open(System.out)) {
            binaries.newest()
                    .create(Files.createDirectories(folder.resolve("charts")).resolve("app"));
        }

        List<Entry> entries = new SwitchedRun().judge(List.of(folder.resolve("charts")), System.out);

        assertThat(entries).hasSizeGreaterThan(1).allMatch(Entry::agrees);
    }
}
