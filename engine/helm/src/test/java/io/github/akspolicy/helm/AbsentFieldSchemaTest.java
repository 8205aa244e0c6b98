package io.github.akspolicy.helm;

import static io.github.akspolicy.helm.AbsentFieldsTest.decide;
import static io.github.akspolicy.helm.AbsentFieldsTest.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that a chart's own schema refuses, which Helm would not render with. */
class AbsentFieldSchemaTest {
    private static final String USER = "spec.securityContext.runAsUser";
    private static final String SECCOMP = "spec.securityContext.seccompProfile";

    @TempDir
    Path workspace;

    private TestChart pod(String schema) {
        return new TestChart(workspace)
                .file(
                        "templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n"
                                + "  securityContext: {{- toYaml .Values.securityContext | nindent 4 }}\n"
                                + "  {{- with .Values.extraSpec }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n"
                                + "  containers: [{name: web, image: a}]\n")
                .file("values.yaml", "securityContext:\n  runAsNonRoot: true\n")
                .file("values.schema.json", schema.replace('\'', '"'));
    }

    @Test
    void aKeyThatAClosedMappingRefusesIsNotNamed() {
        TestChart chart = pod("{'properties': {'securityContext': {'additionalProperties': false, 'properties':"
                + " {'runAsNonRoot': {}, 'runAsUser': {'type': 'integer'}}}, 'extraSpec': {'type': 'string'}}}");

        assertThat(keys(decide(chart, USER, SECCOMP)))
                .containsOnlyKeys(USER)
                .containsEntry(USER, "securityContext.runAsUser");
    }

    @Test
    void ofTwoValuesTheOneThatTheSchemaAcceptsIsNamed() {
        TestChart chart = pod(
                "{'additionalProperties': false, 'properties': {'securityContext':"
                        + " {'additionalProperties': false, 'properties': {'runAsNonRoot': {}}}, 'extraSpec': {'type': 'object'}}}");

        assertThat(keys(decide(chart, "spec.hostUsers"))).containsEntry("spec.hostUsers", "extraSpec.hostUsers");
    }

    @Test
    void ofAnOpenSchemaEachKeyIsNamed() {
        TestChart chart =
                pod("{'properties': {'securityContext': {'properties': {'runAsUser': {'type': 'integer'}}}}}");

        assertThat(keys(decide(chart, USER, SECCOMP)))
                .containsEntry(USER, "securityContext.runAsUser")
                .containsEntry(SECCOMP, "securityContext.seccompProfile");
    }

    /** A field and one inside of it are tried at once, where the schema takes no text for the outer one. */
    @Test
    void aFieldInsideOfOneThatHasToBeAMapping() {
        TestChart chart = pod("{'properties': {'extraSpec': {'properties': {'securityContext': {'type': 'object'}}}}}")
                .file(
                        "templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n"
                                + "  {{- with .Values.extraSpec }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n"
                                + "  containers: [{name: web, image: a}]\n");

        assertThat(keys(decide(chart, "spec.securityContext", USER)))
                .containsEntry("spec.securityContext", "extraSpec.securityContext")
                .containsEntry(USER, "extraSpec.securityContext.runAsUser");
    }
}
