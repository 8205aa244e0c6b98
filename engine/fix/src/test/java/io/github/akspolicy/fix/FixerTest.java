package io.github.akspolicy.fix;

import static io.github.akspolicy.fix.TestProject.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is mended, and where, with real renders. */
class FixerTest {
    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void start() throws IOException {
        project = new TestProject(folder);
    }

    @Test
    void editsTheValuesLineThatSuppliesAScalar() throws Exception {
        project.policies(TestProject.CHART, "pod/privileged");
        project.privilegedByValues();
        project.file("chart/values.yaml", "root: false")
                .file("chart/values-prod.yaml", "# prod", "root: true # for now");

        FixResult result = project.fix();

        assertThat(only(result).isDone()).isTrue();
        assertThat(project.read("chart/values-prod.yaml")).isEqualTo("# prod\nroot: true # for now\n");
        result.write();
        assertThat(project.read("chart/values-prod.yaml")).isEqualTo("# prod\nroot: false # for now\n");
        assertThat(project.read("chart/values.yaml")).isEqualTo("root: false\n");
        assertThat(result.files()).containsExactly("chart/values-prod.yaml");
    }

    @Test
    void addsTheKeyToTheMappingThatATemplatePrints() throws Exception {
        project.policies(TestProject.CHART, "pod/privilege-escalation");
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      {{- toYaml .Values.ctx | nindent 8 }}");
        project.file("chart/values.yaml", "ctx:", "  runAsUser: 1 # me");

        FixResult result = project.fix();
        result.write();

        assertThat(only(result).isDone()).isTrue();
        assertThat(project.read("chart/values.yaml"))
                .isEqualTo("ctx:\n  runAsUser: 1 # me\n  allowPrivilegeEscalation: false\n");
    }

    @Test
    void removesTheNullThatHidesADefault() throws Exception {
        project.policies(TestProject.CHART, "pod/seccomp-profile");
        project.chart(
                "securityContext:",
                "  {{- toYaml .Values.pod | nindent 4 }}",
                "containers:",
                "  - {name: web, image: a:1}");
        project.file("chart/values.yaml", "pod:", "  seccompProfile:", "    type: RuntimeDefault")
                .file("chart/values-prod.yaml", "a: 1", "pod:", "  seccompProfile: null", "b: 2");

        FixResult result = project.fix();
        result.write();

        assertThat(only(result).isDone()).isTrue();
        assertThat(project.read("chart/values-prod.yaml")).isEqualTo("a: 1\nb: 2\n");
    }

    @Test
    void replacesANullThatHidesNothingGood() throws Exception {
        project.policies(TestProject.CHART, "pod/seccomp-profile");
        project.chart(
                "securityContext:",
                "  {{- toYaml .Values.pod | nindent 4 }}",
                "containers:",
                "  - {name: web, image: a:1}");
        project.file("chart/values.yaml", "pod:", "  runAsUser: 1")
                .file("chart/values-prod.yaml", "pod:", "  seccompProfile: null");

        FixResult result = project.fix();
        result.write();

        assertThat(result.after().findings()).isEmpty();
        assertThat(project.read("chart/values.yaml"))
                .isEqualTo("pod:\n  runAsUser: 1\n  seccompProfile:\n    type: RuntimeDefault\n");
        assertThat(project.read("chart/values-prod.yaml")).doesNotContain("null");
    }

    @Test
    void passesOverWhatEveryRenderMakesAnew() throws Exception {
        project.policies(TestProject.CHART, "pod/privileged");
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    args: [--id={{ randAlphaNum 20 }}]",
                "    securityContext:",
                "      privileged: {{ .Values.root }}");
        project.file("chart/values.yaml", "root: true");

        assertThat(only(project.fix()).isDone()).isTrue();
    }

    @Test
    void takesTheTagOfAnotherEnvironment() throws Exception {
        project.policies(TestProject.CHART, "image/tag-not-latest");
        project.chart("containers:", "  - name: web", "    image: a:{{ .Values.image.tag }}");
        project.file("chart/values.yaml", "image:", "  tag: \"1.2\"")
                .file("chart/values-prod.yaml", "image:", "  tag: latest");

        FixResult result = project.fix();
        result.write();

        assertThat(only(result).isDone()).isTrue();
        assertThat(project.read("chart/values-prod.yaml")).isEqualTo("image:\n  tag: \"1.2\"\n");
    }

    @Test
    void setsTheValuesOfAKeyThatAConditionHides() throws Exception {
        project.policies(
                TestProject.CHART, "pod/privilege-escalation", "pod/capabilities-drop-all", "pod/run-as-non-root");
        project.chart(
                "{{- with .Values.web }}",
                "{{- if .podSecurityContext }}",
                "securityContext:",
                "  {{- toYaml .podSecurityContext | nindent 4 }}",
                "{{- end }}",
                "{{- end }}",
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    {{- with .Values.securityContext }}",
                "    securityContext:",
                "      {{- toYaml . | nindent 8 }}",
                "    {{- end }}");
        project.file(
                "chart/values.yaml",
                "web:",
                "  replicas: 1",
                "",
                "securityContext: {}",
                "  # capabilities:",
                "  # - drop",
                "last: 1");

        FixResult result = project.fix();
        result.write();

        assertThat(result.after().findings()).isEmpty();
        assertThat(result.files()).containsExactly("chart/values.yaml");
        assertThat(project.read("chart/values.yaml"))
                .isEqualTo(String.join(
                        "\n",
                        "web:",
                        "  replicas: 1",
                        "  podSecurityContext:",
                        "    runAsNonRoot: true",
                        "",
                        "securityContext:",
                        "  allowPrivilegeEscalation: false",
                        "  capabilities:",
                        "    drop: [ALL]",
                        "  # capabilities:",
                        "  # - drop",
                        "last: 1",
                        ""));
    }

    @Test
    void setsTheValuesBehindAnIncludeThatPrintsABareMapping() throws Exception {
        project.policies(TestProject.CHART, "pod/privilege-escalation");
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      {{- include \"print\" (dict \"it\" .Values.web.context) | nindent 8 }}");
        project.file("chart/templates/_helpers.tpl", "{{ define \"print\" }}{{ toYaml (deepCopy .it) }}{{ end }}")
                .file("chart/values.yaml", "web: {context: {}}");

        FixResult result = project.fix();
        result.write();

        assertThat(only(result).isDone()).isTrue();
        assertThat(project.read("chart/values.yaml")).isEqualTo("web: {context: {allowPrivilegeEscalation: false}}\n");
    }
}
