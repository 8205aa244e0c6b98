package io.github.akspolicy.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.source.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists of the tenant: names in reports, and ids that nobody has. */
class PrincipalsTest {
    private static final String DEVELOPERS = "0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11";
    private static final String PIPELINE = "5d1e7c3a-90b4-4b0e-8f57-2c6a1d9e4b70";
    private static final String PIPELINE_APP = "c7a90b52-1f3d-4e86-b2a4-93d0e5f7a618";
    private static final String NOBODY = "ffffffff-8c1c-4f0e-9d0a-6f1f5f4a6a11";

    private static final String GROUPS = """
            [
              {
                "description": "who writes the store",
                "displayName": "store developers",
                "id": "%s",
                "mailEnabled": false,
                "securityEnabled": true
              }
            ]
            """.formatted(DEVELOPERS);
    private static final String SERVICE_PRINCIPALS = """
            [
              {
                "appId": "%s",
                "displayName": "pipeline\\u001b[31m",
                "id": "%s",
                "servicePrincipalType": "ManagedIdentity"
              }
            ]
            """.formatted(PIPELINE_APP, PIPELINE);

    @TempDir
    private Path folder;

    private ProjectFolder project;

    @BeforeEach
    void files() {
        project = ProjectFolder.in(folder);
        configuration("[groups.json, sps.json]");
        project.file("groups.json", GROUPS);
        project.file("sps.json", SERVICE_PRINCIPALS);
    }

    private void configuration(String principals) {
        project.configuration("""
                schemaVersion: 1
                environments:
                  prod: {namespace: store}
                sources:
                  - manifests: k8s
                policies:
                  rbac/entra-subject-format: on
                principals: %s
                """.formatted(principals));
    }

    private void bind(String kind, String name) {
        project.file("k8s/binding.yaml", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: reader}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                subjects:
                  - {kind: %s, apiGroup: rbac.authorization.k8s.io, name: %s}
                """.formatted(kind, name));
    }

    private Verification load() throws ConfigurationException {
        return project.load();
    }

    private List<String> messages(String kind, String name) throws ConfigurationException {
        bind(kind, name);
        return load().evaluate(Progress.NONE).findings().stream()
                .filter(finding -> finding.policy().id().equals("rbac/entra-subject-format"))
                .map(Finding::message)
                .toList();
    }

    private List<String> problems() {
        return catchThrowableOfType(ConfigurationException.class, this::load).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void whoIsInTheTenantIsNamed() throws Exception {
        assertThat(messages("Group", DEVELOPERS)).isEmpty();
        assertThat(messages("User", PIPELINE))
                .containsExactly("subjects contains User " + PIPELINE
                        + " (pipeline\u001b[31m): bind a group, whose members Entra ID manages");
        assertThat(new WhoCanTable(load().environment("prod")).lines(AccessRequest.of("list", "", "pods", "", "")))
                .as("no name writes to the terminal")
                .anyMatch(line -> line.contains("User " + PIPELINE + " (pipeline"))
                .noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void anIdThatNobodyHasIsAFinding() throws Exception {
        assertThat(messages("Group", NOBODY))
                .containsExactly("subjects contains Group " + NOBODY
                        + ", whose object id is in no file of principals: no principal of the tenant has it");
        assertThat(messages("Group", PIPELINE))
                .containsExactly("subjects contains Group " + PIPELINE
                        + " (pipeline\u001b[31m), which is the id of a service principal: write kind: User");
        assertThat(messages("User", DEVELOPERS))
                .containsExactly("subjects contains User " + DEVELOPERS
                        + " (store developers), which is the id of a group: write kind: Group");
        assertThat(messages("User", PIPELINE_APP))
                .containsExactly("subjects contains User " + PIPELINE_APP
                        + ", which is the id of an application: tokens carry the object id of its service principal, "
                        + PIPELINE + " (pipeline\u001b[31m)");
        assertThat(messages("User", "eve@contoso.com"))
                .as("no file lists users")
                .singleElement()
                .asString()
                .contains("bind a group");
        project.file("users.json", """
                [{"id": "11111111-8c1c-4f0e-9d0a-6f1f5f4a6a11", "displayName": "Ada",
                  "userPrincipalName": "Ada@contoso.com"}]
                """);
        configuration("[users.json]");
        assertThat(messages("User", "eve@contoso.com"))
                .containsExactly(
                        "subjects contains User eve@contoso.com, whom no file of principals has: no user of the"
                                + " tenant is called so");
        assertThat(messages("User", "ada@contoso.com"))
                .singleElement()
                .asString()
                .contains("bind a group");
        assertThat(messages("Group", NOBODY)).as("no file lists groups").isEmpty();
    }

    @Test
    void filesThatSayNothingAreProblems() throws Exception {
        bind("Group", DEVELOPERS);
        configuration("[group.json]");
        assertThat(problems()).singleElement().asString().contains("\"group.json\" does not exist");
        configuration("[../groups.json]");
        assertThat(problems()).singleElement().asString().contains("lies outside of the repository");
        configuration("[k8s]");
        assertThat(problems()).singleElement().asString().contains("is a folder");
        configuration("[groups.json]");
        project.file("groups.json", "DisplayName       Id\n----------------  ---\n");
        assertThat(problems()).singleElement().asString().startsWith("groups.json:1:");
        project.file("groups.json", "{\"value\": []}");
        assertThat(problems()).singleElement().asString().contains("does not hold the list that az ad prints");
        project.file("groups.json", "[]");
        assertThat(problems()).singleElement().asString().contains("the list is empty");
        project.file("groups.json", "");
        assertThat(problems()).singleElement().asString().contains("groups.json");
        project.file("groups.json", "[" + "{\"id\": \"a\"},".repeat(1000) + "7]");
        assertThat(problems()).hasSize(5).first().asString().contains("no object id under id");
        project.file("groups.json", "[".repeat(100_000));
        assertThat(problems()).singleElement().asString().startsWith("groups.json:1:");
        project.file("groups.json", '"' + "a".repeat(64 << 20) + '"');
        assertThat(problems()).singleElement().asString().startsWith("groups.json");
    }

    @Test
    void oneIdIsOnePrincipal() throws Exception {
        bind("Group", DEVELOPERS);
        configuration("[groups.json, more.json]");
        project.file("more.json", GROUPS);
        assertThat(load().evaluate(Progress.NONE).problems())
                .as("the same again")
                .isEmpty();
        project.file("more.json", GROUPS.replace("store developers", "store owners"));
        assertThat(problems())
                .containsExactly("more.json:2:3: the object id " + DEVELOPERS
                        + " is there twice, as group \"store developers\" and as group \"store owners\" (object ids are"
                        + " unique in a tenant: write the files again, all of one tenant)");
    }
}
