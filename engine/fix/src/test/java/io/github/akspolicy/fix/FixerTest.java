package io.github.akspolicy.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.evaluate.ProposedFix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept and what is not, with real renders. */
class FixerTest {
    private static final String CHART = "  - {chart: chart, values: {prod: [values-prod.yaml]}}\n";

    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void start() throws IOException {
        project = new TestProject(folder);
    }

    private void chart(String... podSpec) throws IOException {
        project.file("chart/Chart.yaml", "apiVersion: v2", "name: web", "version: 1.0.0")
                .file("chart/values-prod.yaml", "{}")
                .file("chart/values.yaml", "{}")
                .text(
                        "chart/templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  " + String.join("\n  ", podSpec)
                                + "\n");
    }

    private static Repair only(FixResult result) {
        assertThat(result.repairs()).hasSize(1);
        return result.repairs().get(0);
    }

    @Test
    void editsTheValuesLineThatSuppliesAScalar() throws Exception {
        project.policies(CHART, "pod/privileged");
        chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      privileged: {{ .Values.root }}");
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
        project.policies(CHART, "pod/privilege-escalation");
        chart(
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
        project.policies(CHART, "pod/seccomp-profile");
        chart(
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
        project.policies(CHART, "pod/seccomp-profile");
        chart(
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
    void undoesWhatChangesSomethingElse() throws Exception {
        project.policies(CHART, "pod/privileged");
        chart(
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
    void passesOverWhatEveryRenderMakesAnew() throws Exception {
        project.policies(CHART, "pod/privileged");
        chart(
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
    void undoesWhatDoesNotRender() throws Exception {
        project.policies(CHART, "pod/privileged");
        chart(
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
        project.policies(CHART, "pod/read-only-root-filesystem", "pod/privileged");
        chart(
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
        project.policies(CHART, "pod/privileged");
        chart(
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
        project.policies(CHART, "pod/privileged");
        chart("containers: [{name: web, image: \"a:1\"}]");
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
        chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      privileged: {{ .Values.root }}");
        project.file("chart/values.yaml", "root: false");

        assertThat(only(project.fix()).refusal()).contains("\"set\" entry");
    }

    @Test
    void followsNoLink() throws Exception {
        project.policies("  - {chart: chart, values: {prod: [./prod.yaml]}}\n", "pod/privileged");
        chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      privileged: {{ .Values.root }}");
        project.file("chart/values.yaml", "root: false").file("envs/prod.yaml", "root: true");
        Files.createSymbolicLink(folder.resolve("prod.yaml"), Path.of("envs/prod.yaml"));

        FixResult result = project.fix();
        result.write();

        assertThat(only(result).refusal()).isEqualTo("the file is reached by a symbolic link, prod.yaml");
        assertThat(project.read("envs/prod.yaml")).isEqualTo("root: true\n");
        assertThat(Files.isSymbolicLink(folder.resolve("prod.yaml"))).isTrue();
    }

    @Test
    void mendsWhatIsDeployedTwiceOnce() throws Exception {
        project.policies("  - manifests: k8s/\n", "pod/host-namespaces");
        project.file("k8s/pod.yaml", "apiVersion: v1", "kind: Pod", "metadata: {name: a}", "spec: {hostPID: true}");
        Files.createSymbolicLink(folder.resolve("k8s/same.yaml"), Path.of("pod.yaml"));

        FixResult result = project.fix();
        result.write();

        assertThat(result.repairs()).hasSize(2).allMatch(Repair::isDone);
        assertThat(result.files()).containsExactly("k8s/pod.yaml");
        assertThat(Files.isSymbolicLink(folder.resolve("k8s/same.yaml"))).isTrue();
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        project.policies(
                "  - manifests: k8s/\n", "pod/host-namespaces", "pod/capabilities-drop-all", "pod/seccomp-profile");
        project.file(
                "k8s/pod.yaml",
                "apiVersion: v1",
                "kind: Pod",
                "metadata: {name: a}",
                "spec:",
                "  hostPID: true",
                "  containers:",
                "    - name: a",
                "      image: a:1");
        project.fix().write();
        String once = project.read("k8s/pod.yaml");

        FixResult again = project.fix();
        again.write();

        assertThat(once)
                .isEqualTo(String.join(
                        "\n",
                        "apiVersion: v1",
                        "kind: Pod",
                        "metadata: {name: a}",
                        "spec:",
                        "  hostPID: false",
                        "  securityContext:",
                        "    seccompProfile:",
                        "      type: RuntimeDefault",
                        "  containers:",
                        "    - name: a",
                        "      image: a:1",
                        "      securityContext:",
                        "        capabilities:",
                        "          drop: [ALL]",
                        ""));
        assertThat(again.files()).isEmpty();
        assertThat(project.read("k8s/pod.yaml")).isEqualTo(once);
    }

    @Test
    void keepsTheBytesAndRightsOfAFile() throws Exception {
        project.policies("  - manifests: k8s/\n", "pod/host-namespaces");
        project.text(
                "k8s/pod.yaml",
                "\uFEFFapiVersion: v1\r\nkind: Pod\r\nmetadata: {name: a}\r\nspec: # here\r\n  hostPID: true");
        Files.setPosixFilePermissions(folder.resolve("k8s/pod.yaml"), PosixFilePermissions.fromString("rw-r-----"));

        project.fix().write();

        assertThat(project.read("k8s/pod.yaml"))
                .isEqualTo(
                        "\uFEFFapiVersion: v1\r\nkind: Pod\r\nmetadata: {name: a}\r\nspec: # here\r\n  hostPID: false");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("k8s/pod.yaml"))))
                .isEqualTo("rw-r-----");
        try (var entries = Files.list(folder.resolve("k8s"))) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void takesTheTagOfAnotherEnvironment() throws Exception {
        project.policies(CHART, "image/tag-not-latest");
        chart("containers:", "  - name: web", "    image: a:{{ .Values.image.tag }}");
        project.file("chart/values.yaml", "image:", "  tag: \"1.2\"")
                .file("chart/values-prod.yaml", "image:", "  tag: latest");

        FixResult result = project.fix();
        result.write();

        assertThat(only(result).isDone()).isTrue();
        assertThat(project.read("chart/values-prod.yaml")).isEqualTo("image:\n  tag: \"1.2\"\n");
    }

    @Test
    void paysDebtAndLeavesWhatIsExempt() throws Exception {
        project.policies(
                "  - manifests: k8s/\nbaseline: policy-baseline.yaml\nexemptions: policy-exemptions.yaml\n",
                "pod/host-namespaces");
        for (String name : List.of("debt", "exempt")) {
            project.file(
                    "k8s/" + name + ".yaml",
                    "apiVersion: v1",
                    "kind: Pod",
                    "metadata: {name: " + name + "}",
                    "spec:",
                    "  hostPID: true");
        }
        project.file(
                        "policy-baseline.yaml",
                        "schemaVersion: 1",
                        "findings:",
                        "  \"pod/host-namespaces|k8s|Pod/debt|spec.hostPID|\": [dev, prod]")
                .file(
                        "policy-exemptions.yaml",
                        "schemaVersion: 1",
                        "exemptions:",
                        "  - policy: pod/host-namespaces",
                        "    resource: Pod/exempt",
                        "    until: 2027-01-31",
                        "    owner: team-a",
                        "    approvedBy: ciso",
                        "    reason: it watches the node");

        FixResult result = project.fix();

        assertThat(result.before().problems()).isEmpty();
        assertThat(result.files()).containsExactly("k8s/debt.yaml");
        assertThat(result.repairs().stream().filter(repair -> !repair.isDone()).map(Repair::refusal))
                .singleElement()
                .asString()
                .contains("it watches the node");
        assertThat(result.after().findings().stream()
                        .map(finding -> finding.policy().id()))
                .contains("exemption/baseline-stale");
    }

    @Test
    void setsTheValuesOfAKeyThatAConditionHides() throws Exception {
        project.policies(CHART, "pod/privilege-escalation", "pod/capabilities-drop-all", "pod/run-as-non-root");
        chart(
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
        project.policies(CHART, "pod/privilege-escalation");
        chart(
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

    @Test
    void proposesLinesOfTheFilesAsTheyAre() throws Exception {
        project.policies("  - manifests: k8s/\n", "pod/host-namespaces", "pod/privilege-escalation", "pod/privileged");
        project.file(
                "k8s/pod.yaml",
                "apiVersion: v1",
                "kind: Pod",
                "metadata: {name: a}",
                "spec:",
                "  hostPID: true",
                "  containers:",
                "    - name: a",
                "      image: a:1",
                "    - name: b",
                "      securityContext:",
                "        privileged: true",
                "        allowPrivilegeEscalation: false");

        FixResult result = project.fix();

        assertThat(result.proposals().values())
                .containsExactlyInAnyOrder(
                        new ProposedFix("k8s/pod.yaml", 5, 5, 16, List.of("  hostPID: false")),
                        new ProposedFix(
                                "k8s/pod.yaml",
                                8,
                                8,
                                17,
                                List.of(
                                        "      image: a:1",
                                        "      securityContext:",
                                        "        allowPrivilegeEscalation: false")),
                        new ProposedFix("k8s/pod.yaml", 11, 11, 25, List.of("        privileged: false")));
        assertThat(result.proposals().keySet()).isSubsetOf(result.before().findings());
    }

    @Test
    void leavesAKeyThatSomethingElseHides() throws Exception {
        project.policies(CHART, "pod/run-as-non-root");
        chart(
                "{{- if eq 1 2 }}",
                "securityContext: {fsGroup: 1}",
                "{{- end }}",
                "containers: [{name: web, image: \"a:1\"}]");

        assertThat(only(project.fix()).refusal())
                .isEqualTo("securityContext is written at line 7, under a condition that does not hold");
    }

    @Test
    void inventsNoTag() throws Exception {
        project.policies(CHART, "image/tag-not-latest");
        chart("containers:", "  - name: web", "    image: a:{{ .Values.image.tag }}");
        project.file("chart/values.yaml", "image:", "  tag: latest");

        assertThat(only(project.fix()).refusal()).startsWith("no environment has a value that passes");
    }

    @Test
    void triesNothingWhereTheInputIsBroken() throws Exception {
        project.policies("  - manifests: k8s/\n", "pod/host-namespaces");
        project.file("k8s/pod.yaml", "apiVersion: v1", "kind: Pod", "metadata: {name: a}", "spec: {hostPID: true}")
                .file("k8s/broken.yaml", "a: b: c");

        FixResult result = project.fix();

        assertThat(only(result).refusal()).startsWith("the input has problems");
        assertThat(result.files()).isEmpty();
    }

    @Test
    void showsNoSecretInPatchOrText() throws Exception {
        project.policies("  - manifests: k8s/\n", "pod/host-namespaces", "pod/privileged");
        project.file(
                "k8s/all.yaml",
                "apiVersion: v1",
                "kind: Pod",
                "metadata: {name: a, annotations: {x: canary-9f1b77}}",
                "spec:",
                "  hostPID: true",
                "---",
                "apiVersion: v1",
                "kind: Secret",
                "metadata: {name: s}",
                "stringData:",
                "  x: canary-9f1b77");
        assertThat(new String(project.fix().patch(), StandardCharsets.UTF_8))
                .contains("+  hostPID: false")
                .doesNotContain("canary");

        project.file(
                "k8s/inline.yaml",
                "apiVersion: v1",
                "kind: Pod",
                "metadata: {name: b, annotations: {x: canary-9f1b77}}",
                "spec: {hostPID: true, nodeName: canary-9f1b77}");
        FixResult inline = project.fix();
        assertThat(inline.repairs().toString())
                .doesNotContain("nodeName: canary")
                .contains("nodeName: «redacted»");
        assertThatThrownBy(inline::patch)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("k8s/inline.yaml:4")
                .hasMessageNotContaining("canary");
    }
}
