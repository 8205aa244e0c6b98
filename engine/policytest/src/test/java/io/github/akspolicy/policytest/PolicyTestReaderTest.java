package io.github.akspolicy.policytest;

import static io.github.akspolicy.policy.fluent.Conditions.haveField;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.fluent.Policies;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTestReaderTest {
    private static final Path FOLDER = Path.of("../junit/src/test/resources/policytests");

    private static PolicyTestFile read(String name) {
        return PolicyTestReader.read(
                FOLDER.resolve(name + PolicyTestFile.SUFFIX), new Workspace(FOLDER), new BuiltInPolicies().policies());
    }

    private static PolicyTestCase named(PolicyTestFile file, String name) {
        return file.cases().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void casesThatFindWhatIsMarkedPass() {
        PolicyTestFile file = read("good");

        assertThat(file.problems()).isEmpty();
        assertThat(file.cases())
                .hasSize(3)
                .allSatisfy(one -> assertThatCode(one::run).as(one.name()).doesNotThrowAnyException());
        assertThat(file.cases().get(0).at()).hasToString("good.policytest.yaml:4:5");
    }

    @Test
    void aDifferenceNamesEveryLineInTheFile() {
        assertThatThrownBy(() -> named(read("failing"), "one mark too many and one too few")
                        .run())
                .isInstanceOf(UnexpectedResultException.class)
                .hasMessageStartingWith("""
                        pod/privileged, pod/privilege-escalation do not find what is marked
                          not found: failing.policytest.yaml:9 # finding: pod/privileged
                          not marked: finding of pod/privileged
                            failing.policytest.yaml:14:15   spec.containers[0].securityContext.privileged is true
                        """)
                .satisfies(thrown -> {
                    var failed = (UnexpectedResultException) thrown;
                    assertThat(failed.expected()).isEqualTo("failing.policytest.yaml line 9 finding: pod/privileged");
                    assertThat(failed.actual()).isEqualTo("failing.policytest.yaml line 14 finding: pod/privileged");
                });
    }

    @Test
    void aPolicyThatJudgesNothingAndManifestsThatCannotBeReadFail() {
        assertThatThrownBy(() -> named(read("failing"), "nothing to evaluate").run())
                .isInstanceOf(UnexpectedResultException.class)
                .hasMessageContaining("evaluates nothing");
        assertThatThrownBy(() -> named(read("failing"), "cannot be read").run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failing.policytest.yaml:25:7: ");
        assertThatCode(() -> named(read("failing"), "right").run()).doesNotThrowAnyException();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(read("broken").cases()).isEmpty();
        assertThat(read("broken").problems().stream().map(Problem::toString))
                .containsExactly(
                        "broken.policytest.yaml:1:1: unknown policy \"pod/privilegd\" (did you mean"
                                + " \"pod/privileged\"?)",
                        "broken.policytest.yaml:2:1: a policy test has no key \"paramters\" (did you mean"
                                + " \"parameters\"?)",
                        "broken.policytest.yaml:5:5: manifests must be a literal block, whose lines and comments stay as"
                                + " they are (write: manifests: |)",
                        "broken.policytest.yaml:7:5: the name \"a\" is taken by another case (give it another name)",
                        "broken.policytest.yaml:8:13: there is no file missing.yaml (paths are relative to this file)",
                        "broken.policytest.yaml:9:5: a case needs a name that is a text (say what it shows: name: …)",
                        "broken.policytest.yaml:10:1: pod/other is marked, and tested here is none that is known",
                        "broken.policytest.yaml:11:5: a case is a mapping (write: - name: …)",
                        "broken.policytest.yaml:12:5: a case needs manifests or files (write: manifests: |)",
                        "broken.policytest.yaml:13:5: a case has no key \"manifest\" (did you mean \"manifests\"?)");
        assertThat(read("parameters").problems().stream().map(Problem::toString))
                .containsExactly(
                        "parameters.policytest.yaml:2:14: unknown parameter \"excludedContainer\" (did you mean"
                                + " \"excludedContainers\"?)",
                        "parameters.policytest.yaml:2:38: parameter excludedImages cannot have this value (write a list"
                                + " of texts)",
                        "parameters.policytest.yaml:6:1: pod/other is marked, and tested here is pod/privileged",
                        "parameters.policytest.yaml:9:1: \"Pod/Privileged\" is not a policy id; write: # finding:"
                                + " group/name");
    }

    @Test
    void aCaseShowsValuesOfAChart(@TempDir Path root) throws Exception {
        Policy policy = Policies.valuesOf("store").must(haveField("tag")).as("contoso/tag");
        Path file = root.resolve("x.policytest.yaml");
        Files.writeString(root.resolve("values.yaml"), "port: 80 # finding\n");
        Files.writeString(file, """
                policy: contoso/tag
                cases:
                  - name: block
                    valuesOf: store
                    values: |
                      tag: "1"
                  - name: file
                    valuesOf: store
                    files: [values.yaml]
                  - name: unmarked
                    valuesOf: store
                    values: |
                      port: 80
                """);
        PolicyTestFile read = PolicyTestReader.read(file, new Workspace(root), List.of(policy));
        assertThat(read.problems()).isEmpty();
        read.cases().get(0).run();
        read.cases().get(1).run();
        assertThatThrownBy(() -> named(read, "unmarked").run())
                .isInstanceOf(UnexpectedResultException.class)
                .hasMessageContaining("x.policytest.yaml:13:7   tag is not set");

        Files.writeString(file, """
                policy: contoso/tag
                cases:
                  - name: nobody's
                    values: |
                      tag: "1"
                  - name: both
                    valuesOf: store
                    manifests: |
                      a: b
                  - name: none
                    valuesOf: store
                  - {name: flow, valuesOf: store, values: "a: b"}
                  - {name: number, valuesOf: 3, values: "a: b"}
                """);
        assertThat(PolicyTestReader.read(file, new Workspace(root), List.of(policy)).problems().stream()
                        .map(Problem::toString))
                .containsExactly(
                        "x.policytest.yaml:4:5: a case does not say whose values it shows (write: valuesOf: store)",
                        "x.policytest.yaml:8:5: a case shows values or manifests (make two cases of it)",
                        "x.policytest.yaml:10:5: a case needs values or files (write: values: |)",
                        "x.policytest.yaml:12:35: values must be a literal block, whose lines and comments stay as they"
                                + " are (write: values: |)",
                        "x.policytest.yaml:13:20: valuesOf must be a text",
                        "x.policytest.yaml:13:33: values must be a literal block, whose lines and comments stay as they"
                                + " are (write: values: |)");
    }

    @Test
    void whatIsNoYamlIsAProblem(@TempDir Path root) throws Exception {
        Path file = root.resolve("x.policytest.yaml");
        for (String text : List.of("", "a: [", "3", "\0")) {
            Files.writeString(file, text);
            assertThat(PolicyTestReader.read(file, new Workspace(root), List.of())
                            .problems())
                    .as(text)
                    .isNotEmpty();
        }
        assertThat(PolicyTestReader.read(root.resolve("none"), new Workspace(root), List.of())
                        .problems())
                .hasSize(1);
    }

    @Test
    void filesOutsideTheRepositoryAreNotRead(@TempDir Path root) throws Exception {
        Path inside = Files.createDirectory(root.resolve("repository"));
        Files.writeString(root.resolve("outside.yaml"), "a: b\n");
        Path file = inside.resolve("x.policytest.yaml");
        Files.writeString(file, "policy: pod/privileged\ncases: [{name: a, files: [../outside.yaml]}]\n");

        assertThat(PolicyTestReader.read(file, new Workspace(inside), new BuiltInPolicies().policies())
                        .problems())
                .singleElement()
                .asString()
                .contains("the file lies outside the repository");
    }
}
