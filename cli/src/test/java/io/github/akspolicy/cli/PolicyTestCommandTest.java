package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code new-policy} writes without Java is tested by {@code test}, and nothing tested is not a pass. */
class PolicyTestCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void makeRepository() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
    }

    private int run(String... arguments) {
        out.reset();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new CommandLineTool(stream, stream, folder).run(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void edit(String file, String text, String replacement) throws IOException {
        Path path = folder.resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, replacement));
    }

    private int newPolicy(String id) {
        return run("new-policy", "--language=yaml", "--id=" + id);
    }

    @Test
    void aNewPolicyIsTestedAndSoIsASecondOne() throws IOException {
        assertThat(newPolicy("contoso/cost-center")).isEqualTo(CommandLineTool.PASSED);
        assertThat(run("test")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed())
                .contains("2 policy tests in 1 file: 2 passed, 0 failed.")
                .contains("no aks-policy.yaml names this file", "policyFiles: [policies]");
        assertThat(run("test", "policies/cost-center.policytest.yaml")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("2 policy tests in 1 file: 2 passed, 0 failed.");

        Files.createDirectory(folder.resolve("k8s"));
        Files.writeString(
                folder.resolve("aks-policy.yaml"),
                "schemaVersion: 1\nsources: [{manifests: k8s}]\npolicyFiles: [policies]\n");
        assertThat(newPolicy("contoso/team")).isEqualTo(CommandLineTool.PASSED);
        // one in Java has tests of its own, which mvn test runs
        assertThat(run("new-policy", "--id=contoso/zone")).isEqualTo(CommandLineTool.PASSED);
        assertThat(run("test")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("4 policy tests in 2 files: 4 passed").doesNotContain("names this file");
    }

    @Test
    void aTestThatFailsNamesTheLine() throws IOException {
        newPolicy("contoso/cost-center");
        edit("policies/cost-center.policytest.yaml", " # finding", "");

        assertThat(run("test")).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(printed())
                .contains(
                        "[ERROR] policies/cost-center.policytest.yaml:4:5   a workload without the label is found",
                        "not marked: finding of contoso/cost-center",
                        "policies/cost-center.policytest.yaml:10:",
                        "1 passed, 1 failed.");
    }

    @Test
    void nothingTestedIsAnError() throws IOException {
        assertThat(run("test")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("No policy was tested", "new-policy", "--policy-tests");
        assertThat(run("test", "--policy-tests=rules")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("--policy-tests: rules not found");
        Files.createDirectory(folder.resolve("policies"));
        assertThat(run("test")).isEqualTo(CommandLineTool.ERROR);
    }

    @Test
    void whatCannotBeReadIsAnErrorWhateverPasses() throws IOException {
        newPolicy("contoso/cost-center");
        newPolicy("contoso/team");
        edit("policies/team.policytest.yaml", "contoso/team", "contoso/taem");

        assertThat(run("test")).isEqualTo(CommandLineTool.ERROR);
        // the lines break where the screen ends
        assertThat(printed().replaceAll("\\s+", " "))
                .contains("policies/team.policytest.yaml:2:1: unknown policy \"contoso/taem\"", "contoso/team")
                .contains("fix the errors above first");
    }

    @Test
    void builtInPoliciesAreTestedToo() throws IOException {
        Path tests = Files.createDirectories(folder.resolve("src/test/policies"));
        Files.writeString(tests.resolve("ours.policytest.yaml"), """
                policy: pod/privileged
                cases:
                  - name: privileged pods are found
                    manifests: |
                      apiVersion: v1
                      kind: Pod
                      metadata: {name: web}
                      spec: {containers: [{name: web, image: web, securityContext: {privileged: true}}]} # finding
                """);

        assertThat(run("test")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("1 policy test in 1 file: 1 passed");
    }
}
