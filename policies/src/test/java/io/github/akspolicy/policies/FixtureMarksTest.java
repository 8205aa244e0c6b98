package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake of a fixture fails with the line to write. */
class FixtureMarksTest {
    private static final String MARK = " # finding: pod/privileged: securityContext.privileged is true";
    private static final String RIGHT = """
            # case: violating
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers:
                - name: web
                  securityContext:
                    privileged: true%s
                    runAsNonRoot: true
            """;

    private static List<String> differences(String policyId, String text) {
        return FixtureMarks.differences(new Fixture(policyId, "violating", text));
    }

    @Test
    void aRightFixtureHasNoDifferences() {
        assertThat(differences("pod/privileged", RIGHT.formatted(MARK))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none",
                "# finding: pod/privileged",
                "# finding: pod/privileged: securityContext.privileged is on",
                "# finding: pod/privileged: securityContext.privileged is true.",
                "# finding: pod/privileged (high): securityContext.privileged is true",
                "# finding: pod/privileged x2: securityContext.privileged is true",
                "# unknown: pod/privileged: securityContext.privileged is true",
                "# finding: pod/proc-mount: securityContext.privileged is true",
            })
    void aWrongMarkIsReportedWithTheLineToWrite(String wrong) {
        List<String> differences = differences("pod/privileged", RIGHT.formatted(wrong == null ? "" : " " + wrong));

        assertThat(differences)
                .first()
                .asString()
                .startsWith("src/test/resources/fixtures/pod/privileged.yaml:9\n")
                .contains("  write:\n", "        privileged: true" + MARK);
        if (wrong != null) {
            assertThat(differences.get(0)).contains("  not found: " + wrong.replace(" x2", ""));
        }
    }

    @Test
    void aMarkOfWhatIsNotFoundIsReportedWithTheBareLine() {
        String extra = RIGHT.formatted(MARK).replace("runAsNonRoot: true", "runAsNonRoot: true" + MARK);

        assertThat(differences("pod/privileged", extra)).containsExactly("""
                src/test/resources/fixtures/pod/privileged.yaml:10
                  not found:%s
                  write:
                        runAsNonRoot: true
                """.formatted(MARK));
    }

    @Test
    void severalFindingsOfALineAreWrittenAboveIt() {
        String text = RIGHT.formatted("").replace("runAsNonRoot: true", "capabilities: {add: [chown, CAP_CHOWN]}");

        assertThat(differences("pod/capabilities-added", text)).containsExactly("""
                src/test/resources/fixtures/pod/capabilities-added.yaml:10
                  write:
                        # finding: pod/capabilities-added: securityContext.capabilities.add contains CAP_CHOWN
                        # finding: pod/capabilities-added: securityContext.capabilities.add contains chown
                        capabilities: {add: [chown, CAP_CHOWN]}
                """);
        String above = """
                # finding: pod/capabilities-added: securityContext.capabilities.add contains CAP_CHOWN
                # finding: pod/capabilities-added: securityContext.capabilities.add contains chown
                """;
        assertThat(differences(
                        "pod/capabilities-added",
                        text.replace("        capabilities:", above.indent(8) + "        capabilities:")))
                .isEmpty();
    }

    /** The severity of a finding that is not the severity of its policy is held by its mark. */
    @Test
    void aSeverityThatIsNotThatOfThePolicyMustBeStated() {
        Fixture stated = Fixture.of("identity/skip-containers").stream()
                .filter(fixture -> fixture.text().contains(" (info): "))
                .findFirst()
                .orElseThrow();

        assertThat(FixtureMarks.differences(stated)).isEmpty();
        assertThat(differences(stated.policyId(), stated.text().replace(" (info): ", ": ")))
                .isNotEmpty()
                .allMatch(difference -> difference.contains(" (info): "));
    }

    @Test
    void aMarkThatCannotBeReadFails() {
        assertThatThrownBy(() -> differences("pod/privileged", RIGHT.formatted(" # finding: pod/privilegd: is true")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fixtures/pod/privileged.yaml:9: pod/privilegd is marked, and tested here is ");
    }
}
