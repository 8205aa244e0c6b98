package io.github.akspolicy.fix;

import static io.github.akspolicy.fix.TestProject.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is undone or not tried, and why, with real renders. */
class RefusedFixesTest {
    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void start() throws IOException {
        project = new TestProject(folder);
    }

    @Test
    void undoesWhatChangesSomethingElse() throws Exception {
        project.policies(TestProject.CHART, "pod/privileged");
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    args: [--root={{ .Values.root }}]",
                "    securityContext:",
                "      privileged: {{ .Values.root }}");
        project.file("chart/values.yaml", "root: true");

        FixResult result = project.fix();

        assertThat(only(result).refusal())
                .startsWith("it changes something else, too: Pod web of ")
                .endsWith("spec.containers[0].args[0]");
        assertThat(only(result).attempts()).hasSize(1);
        assertThat(only(result).attempts().get(0).removed()).containsExactly("root: true");
        assertThat(only(result).attempts().get(0).added()).containsExactly("root: false");
        assertThat(result.files()).isEmpty();
        assertThat(result.patch()).isEmpty();
    }

    @Test
    void undoesWhatDoesNotRender() throws Exception {
        project.policies(TestProject.CHART, "pod/privileged");
        project.chart(
                "{{- if not .Values.root }}{{ fail \"root only\" }}{{ end }}",
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      privileged: {{ .Values.root }}");
        project.file("chart/values.yaml", "root: true");

        FixResult result = project.fix();

        assertThat(only(result).refusal()).startsWith("it breaks the input: ").contains("root only");
        assertThat(result.after().problems()).isEmpty();
    }

    @Test
    void undoesWhatBringsANewFinding() throws Exception {
        project.policies(TestProject.CHART, "pod/read-only-root-filesystem", "pod/privileged");
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      readOnlyRootFilesystem: {{ .Values.locked }}",
                "      privileged: {{ .Values.locked }}");
        project.file("chart/values.yaml", "locked: false");

        assertThat(only(project.fix()).refusal())
                .isEqualTo("it brings a new finding: pod/privileged on Pod web in dev");
    }

    @Test
    void leavesWhatATemplateComputes() throws Exception {
        project.policies(TestProject.CHART, "pod/privileged");
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      privileged: {{ eq 1 1 }}");

        Repair repair = only(project.fix());

        assertThat(repair.attempts()).isEmpty();
        assertThat(repair.refusal()).isEqualTo("the template computes the value: {{ eq 1 1 }}");
    }

    @Test
    void leavesChartsOfOthers() throws Exception {
        project.policies(TestProject.CHART + "thirdParty: [chart/charts/dep]\n", "pod/privileged");
        project.chart("containers: [{name: web, image: \"a:1\"}]");
        project.file(
                        "chart/Chart.yaml",
                        "apiVersion: v2",
                        "name: web",
                        "version: 1.0.0",
                        "dependencies:",
                        "  - {name: dep, version: 1.0.0, repository: \"https://charts.example\"}")
                .file("chart/charts/dep/Chart.yaml", "apiVersion: v2", "name: dep", "version: 1.0.0")
                .file(
                        "chart/charts/dep/templates/pod.yaml",
                        "apiVersion: v1",
                        "kind: Pod",
                        "metadata: {name: dep}",
                        "spec:",
                        "  containers:",
                        "    - {name: dep, image: \"a:1\", securityContext: {privileged: true}}");

        FixResult result = project.fix();

        assertThat(only(result).refusal()).contains("packaged or third-party chart");
        assertThat(result.files()).isEmpty();
    }

    @Test
    void leavesSetEntries() throws Exception {
        project.policies("  - {chart: chart, set: {dev: {root: true}}}\n", "pod/privileged");
        project.privilegedByValues();
        project.file("chart/values.yaml", "root: false");

        assertThat(only(project.fix()).refusal()).contains("\"set\" entry");
    }

    @Test
    void followsNoLink() throws Exception {
        project.policies("  - {chart: chart, values: {prod: [./prod.yaml]}}\n", "pod/privileged");
        project.privilegedByValues();
        project.file("chart/values.yaml", "root: false").file("envs/prod.yaml", "root: true");
        Files.createSymbolicLink(folder.resolve("prod.yaml"), Path.of("envs/prod.yaml"));

        FixResult result = project.fix();
        result.write();

        assertThat(only(result).refusal()).isEqualTo("the file is reached by a symbolic link, prod.yaml");
        assertThat(project.read("envs/prod.yaml")).isEqualTo("root: true\n");
        assertThat(Files.isSymbolicLink(folder.resolve("prod.yaml"))).isTrue();
    }

    @Test
    void leavesAKeyThatSomethingElseHides() throws Exception {
        project.policies(TestProject.CHART, "pod/run-as-non-root");
        project.chart(
                "{{- if eq 1 2 }}",
                "securityContext: {fsGroup: 1}",
                "{{- end }}",
                "containers: [{name: web, image: \"a:1\"}]");

        assertThat(only(project.fix()).refusal())
                .isEqualTo("securityContext is written at line 7, under a condition that does not hold");
    }

    @Test
    void inventsNoTag() throws Exception {
        project.policies(TestProject.CHART, "image/tag-not-latest");
        project.chart("containers:", "  - name: web", "    image: a:{{ .Values.image.tag }}");
        project.file("chart/values.yaml", "image:", "  tag: latest");

        assertThat(only(project.fix()).refusal()).startsWith("no environment has a value that passes");
    }

    @Test
    void triesNothingWhereTheInputIsBroken() throws Exception {
        project.policies(TestProject.MANIFESTS, "pod/host-namespaces");
        project.file("k8s/pod.yaml", "apiVersion: v1", "kind: Pod", "metadata: {name: a}", "spec: {hostPID: true}")
                .file("k8s/broken.yaml", "a: b: c");

        FixResult result = project.fix();

        assertThat(only(result).refusal()).startsWith("the input has problems");
        assertThat(result.files()).isEmpty();
    }
}
