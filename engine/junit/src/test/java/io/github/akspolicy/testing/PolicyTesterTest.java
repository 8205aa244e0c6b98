package io.github.akspolicy.testing;

import static io.github.akspolicy.policy.fluent.Conditions.haveField;
import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.policies.pod.ContainersMustNotBePrivileged;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.fluent.Policies;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class PolicyTesterTest {
    private static final PolicyTester TEAM =
            PolicyTester.of(Policies.resources().must(haveLabel("team")).as("contoso/team"));

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: one}
            spec:
              containers:
                - name: a
                  image: a
                  securityContext: {privileged: true} # finding
            """;

    @Test
    void agreementPasses() {
        TEAM.check("policytester/violating.yaml");
        TEAM.check("policytester/compliant.yaml");
        TEAM.check("src/test/resources/policytester/compliant.yaml");
        PolicyTester.of(new ContainersMustNotBePrivileged()).checkText(POD);
    }

    @Test
    void settingsAndNamespaceApply() {
        var tester = PolicyTester.of(new ContainersMustNotBePrivileged());
        String unmarked = POD.replace(" # finding", "");

        assertThatThrownBy(() -> tester.checkText(unmarked))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("not marked: finding of pod/privileged\n")
                .hasMessageContaining("manifests:8:25")
                .hasMessageContaining("fix: ");
        assertThatThrownBy(() -> tester.with(CommonParameters.EXCLUDED_CONTAINERS, List.of("a"))
                        .checkText(unmarked))
                .hasMessageContaining("evaluates nothing in these manifests");
        assertThatThrownBy(() -> tester.with(CommonParameters.EXCLUDED_NAMESPACES, List.of("dev"))
                        .inNamespace("dev")
                        .checkText(unmarked))
                .hasMessageContaining("evaluates nothing in these manifests");
    }

    @Test
    void valuesOfAChartAreMarkedAlike() {
        var tester = PolicyTester.of(
                Policies.valuesOf("store").must(haveField("image.tag")).as("contoso/tag"));
        tester.checkValuesText("store", "image: {tag: 1}\n");
        tester.checkValuesText("store", "a: 1\nimage: # finding\n  repository: r\n");
        tester.checkValues("store", "src/test/resources/values/chart/values.yaml");

        assertThatThrownBy(() -> tester.checkValuesText("store", "image: {}\n"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("not marked: finding of contoso/tag\n")
                .hasMessageContaining("values:1:1")
                .hasMessageContaining("image.tag is not set");
        // another chart's values, and manifests, are of no concern
        assertThatThrownBy(() -> tester.checkValuesText("other", "image: {}\n"))
                .hasMessageContaining("evaluates nothing in these manifests");
        assertThatThrownBy(() -> tester.checkText(POD.replace(" # finding", "")))
                .hasMessageContaining("evaluates nothing in these manifests");
        assertThatThrownBy(() -> tester.checkValuesText("store", "[a]\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "values:1:1: the values of chart store cannot be evaluated: values are a mapping");
        assertThatThrownBy(() -> tester.checkValuesText("store", "a: 1\na: 2\n"))
                .hasMessageContaining("values:2:1: the values of chart store cannot be evaluated");
    }

    @Test
    void aNameThatPromisesOtherwiseFails() {
        assertThatThrownBy(() -> TEAM.check("policytester/violating-unmarked.yaml"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("is called violating, but no line is marked");
        assertThatThrownBy(() -> TEAM.check("policytester/compliant-marked.yaml"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("compliant-marked.yaml:3 is marked, but the file is called compliant");
    }

    @Test
    void whatCannotBeReadIsNoAssertion() {
        assertThatThrownBy(() -> TEAM.check("policytester/missing.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.yaml");
        assertThatThrownBy(() -> TEAM.checkText("a: b # finding: other/policy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1: other/policy is marked, and tested here is ");
        assertThatThrownBy(() -> TEAM.checkText("a: b")).isInstanceOf(IllegalStateException.class);
    }

    /** A mark that is none would let a test pass that finds nothing. */
    @Test
    void whatLooksLikeAMarkAndIsNoneIsAnError() {
        var tester = PolicyTester.of(new ContainersMustNotBePrivileged());
        for (String mark :
                List.of("# findings", "# Finding", "#FINDING:", "# finding here", "# finding pod/privileged")) {
            assertThatThrownBy(() -> tester.checkText("kind: Pod " + mark + "\napiVersion: v1\n"))
                    .as(mark)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("line 1: this looks like a mark and is none; write # finding, ");
        }
        assertThatThrownBy(() -> tester.checkText(POD.replace("# finding", "# finding x0")))
                .hasMessageContaining("x0 marks nothing");
    }

    @Test
    void aMarkMayStateTheMessageAndTheSeverity() {
        var tester = PolicyTester.of(new ContainersMustNotBePrivileged());
        String stated = POD.replace("# finding", "# finding: pod/privileged: securityContext.privileged is true");
        tester.checkText(stated);
        tester.checkText(stated.replace("privileged: securityC", "privileged (critical): securityC"));
        tester.checkText(POD.replace("# finding", "# finding: pod/privileged (critical)"));
        tester.checkText(POD.replace(
                "      securityContext: {privileged: true} # finding",
                "      # finding: pod/privileged: securityContext.privileged is true\n"
                        + "      securityContext: {privileged: true}"));

        assertThatThrownBy(() -> tester.checkText(stated.replace(" is true", " is on")))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining(
                        "not found: manifests:8 # finding: pod/privileged: securityContext.privileged is on\n")
                .hasMessageContaining("mark: # finding: pod/privileged: securityContext.privileged is true")
                .satisfies(thrown -> {
                    var failed = (AssertionFailedError) thrown;
                    assertThat(failed.getExpected().getStringRepresentation()).endsWith(" is on");
                    assertThat(failed.getActual().getStringRepresentation()).endsWith(" is true");
                });
        for (String severity : List.of(" (low)", " (low): securityContext.privileged is true")) {
            assertThatThrownBy(() -> tester.checkText(POD.replace("# finding", "# finding: pod/privileged" + severity)))
                    .as(severity)
                    .isInstanceOf(AssertionFailedError.class)
                    .hasMessageContaining("not found: manifests:8 # finding: pod/privileged" + severity);
        }
    }

    @Test
    void twoFindingsOnALineAreMarkedAsTwo() {
        String two = POD.replace("# finding", "# finding x2");
        assertThatThrownBy(() ->
                        PolicyTester.of(new ContainersMustNotBePrivileged()).checkText(two))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("not found: manifests:8 # finding: pod/privileged");
        String both = POD.replace("{privileged: true} # finding", "{privileged: true} # finding: pod/privileged x1");
        PolicyTester.of(new ContainersMustNotBePrivileged()).checkText(both);
    }

    /** The failure begins at the line of the test that asked, whatever asserts for it. */
    @Test
    void theTraceOfAFailureBeginsInTheTest() {
        PolicyTester tester =
                PolicyTester.of(Policies.services().must(haveLabel("team")).as("contoso/team"));

        for (ThrowingCallable check : List.<ThrowingCallable>of(
                () -> tester.checkText("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"),
                () -> tester.check("policytester/violating-unmarked.yaml"),
                () -> tester.check("policytester/compliant-marked.yaml"))) {
            assertThatThrownBy(check)
                    .isInstanceOf(AssertionError.class)
                    .satisfies(failure -> assertThat(failure.getStackTrace()[0].getClassName())
                            .startsWith(PolicyTesterTest.class.getName()));
        }
    }
}
