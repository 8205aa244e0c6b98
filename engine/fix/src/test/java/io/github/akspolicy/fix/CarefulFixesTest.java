package io.github.akspolicy.fix;

import static io.github.akspolicy.fix.TestProject.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fix does not do without being asked, and what follows from values and undoes nothing. */
class CarefulFixesTest {
    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void start() throws IOException {
        project = new TestProject(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pod/privileged          | containers: [{name: a, image: 'a:1', securityContext: {privileged: true}}]",
                "pod/host-namespaces     | hostPID: true",
                "pod/host-namespaces     | hostNetwork: true",
                "pod/capabilities-added  | containers: [{name: a, image: 'a:1', securityContext: {capabilities: {add: [SYS_ADMIN]}}}]",
            })
    void nothingIsTakenAwayWithoutBeingAsked(String policy, String spec) throws Exception {
        project.policies(TestProject.MANIFESTS, policy);
        project.file(
                "k8s/pod.yaml",
                "apiVersion: v1",
                "kind: Pod",
                "metadata: {name: a}",
                "spec:",
                "  " + spec,
                spec.startsWith("containers") ? "" : "  containers: [{name: a, image: 'a:1'}]");

        FixResult result = project.fixWithoutAsking();

        assertThat(result.files()).isEmpty();
        assertThat(only(result).refusal())
                .contains("takes away what the program may need", "-Daks-policy.fix.policies=" + policy);
        assertThat(only(project.fix()).isDone()).isTrue();
    }

    /** Only what hardens: the API server refuses the one beside the other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privileged: true                     | privileged is true",
                "capabilities: {add: [CAP_SYS_ADMIN]} | capabilities.add has CAP_SYS_ADMIN",
            })
    void escalationOfAPrivilegedContainerHasNoFix(String context, String reason) throws Exception {
        project.policies(TestProject.MANIFESTS, "pod/privilege-escalation");
        project.file(
                "k8s/pod.yaml",
                "apiVersion: v1",
                "kind: Pod",
                "metadata: {name: a}",
                "spec:",
                "  containers:",
                "    - name: a",
                "      image: a:1",
                "      securityContext:",
                "        " + context);

        FixResult result = project.fix();

        assertThat(result.files()).isEmpty();
        assertThat(result.before().findings())
                .anySatisfy(finding ->
                        assertThat(finding.message()).contains("the API server refuses false while " + reason));
    }

    /** A policy of a user may ask for anything: what the API server refuses is undone all the same. */
    @Test
    void whatTheServerRefusesIsUndone() throws Exception {
        project.policies(TestProject.MANIFESTS, "pod/seccomp-profile");
        project.file(
                "k8s/pod.yaml",
                "apiVersion: v1",
                "kind: Pod",
                "metadata: {name: a}",
                "spec:",
                "  os: {name: windows}",
                "  containers: [{name: a, image: a:1}]");
        for (Repair repair : project.fix().repairs()) {
            assertThat(repair.refusal()).contains("the API server would refuse Pod a", "on a pod of Windows");
        }
    }

    @Test
    void anEmptyMappingBelowItsKeyIsFilled() throws Exception {
        project.policies(TestProject.CHART, "pod/seccomp-profile");
        project.chart(
                "securityContext:",
                "  {{- toYaml .Values.pod | nindent 4 }}",
                "containers:",
                "  - {name: web, image: a:1}");
        project.file("chart/values.yaml", "pod:", "  {}", "  # runAsUser: 1000", "b: 1");

        FixResult result = project.fix();
        result.write();

        assertThat(result.after().findings()).isEmpty();
        assertThat(project.read("chart/values.yaml"))
                .isEqualTo("pod:\n  seccompProfile:\n    type: RuntimeDefault\n  # runAsUser: 1000\nb: 1\n");
    }

    private void derived(String annotation, String second) throws IOException {
        project.policies(TestProject.CHART, "pod/seccomp-profile");
        project.chart("containers: [{name: web, image: a:1}]");
        project.text("chart/templates/pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations:
                    checksum/values: %s
                spec:
                  securityContext:
                    {{- toYaml .Values.pod | nindent 4 }}
                  containers: [{name: web, image: a:1}]
                ---
                apiVersion: v1
                %s
                """.formatted(annotation, second));
        project.file(
                "chart/values.yaml",
                "password: nine-lives-of-cats",
                "",
                "a: 1",
                "",
                "b: 2",
                "",
                "pod:",
                "  runAsUser: 1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{{ toYaml .Values | sha256sum }}' | kind: Secret\\nmetadata: {name: v}\\ndata: {values.yaml: '{{ b64enc (toYaml .Values) }}'}",
                "'{{ toYaml .Values | sha1sum }}'   | kind: Secret\\nmetadata: {name: v}\\nstringData: {values.json: '{{ toJson .Values }}'}",
                "'{{ toYaml .Values | sha256sum | trunc 12 }}' | kind: ConfigMap\\nmetadata: {name: v}\\ndata: {values.json: '{{ toJson .Values }}'}",
            })
    void aChecksumOrCopyOfValuesUndoesNothing(String annotation, String second) throws Exception {
        derived(annotation.strip(), second.strip().replace("\\n", "\n"));
        FixResult result = project.fix();
        assertThat(result.before().problems()).isEmpty();
        assertThat(result.before().findings()).isNotEmpty();
        assertThat(result.after().findings()).isEmpty();
        assertThat(result.files()).containsExactly("chart/values.yaml");
        assertThat(new String(result.patch(), StandardCharsets.UTF_8)).doesNotContain("nine-lives");
    }

    /** A copy in which something else changes is not one that follows. */
    @Test
    void aSecretThatIsNoCopyUndoes() throws Exception {
        derived(
                "none",
                "kind: Secret\nmetadata: {name: v}\nstringData: {mode: '{{ if .Values.pod.seccompProfile }}strict{{ else }}lax{{ end }}'}");
        FixResult result = project.fix();
        assertThat(result.files()).isEmpty();
        assertThat(only(result).refusal()).contains("it changes something else, too: Secret v");
    }
}
