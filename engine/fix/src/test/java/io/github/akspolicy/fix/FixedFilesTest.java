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

/** What a fix makes of the files, and what it tells about them. */
class FixedFilesTest {
    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void start() throws IOException {
        project = new TestProject(folder);
    }

    @Test
    void mendsWhatIsDeployedTwiceOnce() throws Exception {
        project.policies(TestProject.MANIFESTS, "pod/host-namespaces");
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
                TestProject.MANIFESTS, "pod/host-namespaces", "pod/capabilities-drop-all", "pod/seccomp-profile");
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
        project.policies(TestProject.MANIFESTS, "pod/host-namespaces");
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
    void proposesLinesOfTheFilesAsTheyAre() throws Exception {
        project.policies(TestProject.MANIFESTS, "pod/host-namespaces", "pod/privilege-escalation", "pod/privileged");
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
    void showsNoSecretInPatchOrText() throws Exception {
        project.policies(TestProject.MANIFESTS, "pod/host-namespaces", "pod/privileged");
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

    /** Words, too: a line that holds the value of a Secret is not shown, wherever it stands. */
    @Test
    void aPatchShowsNoWordOfASecret() throws Exception {
        project.policies(TestProject.MANIFESTS, "pod/host-namespaces");
        project.file(
                "k8s/pod.yaml",
                "apiVersion: v1",
                "kind: Pod",
                "metadata: {name: a, annotations: {x: tigers}}",
                "spec:",
                "  hostPID: true",
                "---",
                "apiVersion: v1",
                "kind: Secret",
                "metadata: {name: s}",
                "stringData:",
                "  a: tigers",
                "  b: |",
                "    elephants");
        assertThat(new String(project.fix().patch(), StandardCharsets.UTF_8))
                .contains("+  hostPID: false")
                .doesNotContain("tigers", "elephants");
    }
}
