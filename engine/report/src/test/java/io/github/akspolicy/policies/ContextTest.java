package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Verdict;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.report.JsonReport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lives in no source: told once, supplied by {@code context}, demanded by {@code require}. */
class ContextTest {
    private static final String MANIFESTS = """
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: order-service
              annotations:
                azure.workload.identity/client-id: 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: order-service
            spec:
              template:
                metadata:
                  labels:
                    azure.workload.identity/use: "true"
                spec:
                  serviceAccountName: order-service
                  containers:
                    - name: web
                      image: contoso.azurecr.io/web:2.0.0
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: metrics
            spec:
              template:
                spec:
                  serviceAccountName: metrics
                  imagePullSecrets: [{name: registry}]
                  containers:
                    - name: web
                      image: contoso.azurecr.io/metrics:2.0.0
            """;
    private static final String HEAD = """
            schemaVersion: 1
            environments:
              dev: {namespace: store-dev}
              prod:
                namespace: store
            """;
    private static final String TAIL = """
            sources:
              - manifests: k8s
            policies:
              identity/federated-credential: on
              identity/workload-identity-label: on
              workload/psa-admission: off
            """;
    private static final String CREDENTIALS = """
            federatedCredentials:
              - clientId: 6F7C2D8E-1b1f-4a56-9a53-3a2f0c6f1f10
                subject: system:serviceaccount:store:order-service
            """;

    @TempDir
    private Path folder;

    private ProjectFolder project;

    @BeforeEach
    void manifests() throws IOException {
        project = ProjectFolder.in(folder).file("k8s/store.yaml", MANIFESTS);
    }

    private Verification load(String configuration) throws ConfigurationException, IOException {
        return project.configuration(configuration).load();
    }

    private Evaluation evaluate(String configuration) throws ConfigurationException, IOException {
        return load(configuration).evaluate(Progress.NONE);
    }

    private static List<String> identities(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().group().equals("identity"))
                .map(finding -> finding.policy().id() + " " + finding.location().line() + " " + finding.environments()
                        + " " + finding.fails())
                .toList();
    }

    @Test
    void tellsOnceWhatIsMissing() throws Exception {
        Evaluation evaluation = evaluate(HEAD + TAIL);

        assertThat(identities(evaluation)).isEmpty();
        assertThat(evaluation.missing())
                .extracting(missing -> missing.line())
                .containsExactly(
                        "dev: not evaluated: 1 resource needs serviceAccounts, which no source provides, for"
                                + " identity/workload-identity-label: service account metrics is in no source",
                        "dev: not evaluated: 1 resource needs federatedCredentials, which no source provides, for"
                                + " identity/federated-credential: a federated credential with the subject"
                                + " system:serviceaccount:store-dev:order-service is in no source",
                        "prod: not evaluated: 1 resource needs serviceAccounts, which no source provides, for"
                                + " identity/workload-identity-label: service account metrics is in no source",
                        "prod: not evaluated: 1 resource needs federatedCredentials, which no source provides, for"
                                + " identity/federated-credential: a federated credential with the subject"
                                + " system:serviceaccount:store:order-service is in no source");
        assertThat(EvaluationText.summary(evaluation))
                .filteredOn(line -> line.contains("which no source provides"))
                .hasSize(4);
        assertThat(evaluation.findings())
                .filteredOn(Finding::fails)
                .noneMatch(finding -> finding.policy().group().equals("identity"));
        var json = new StringWriter();
        JsonReport.write(evaluation, json);
        assertThat(json.toString()).contains("\"federatedCredentials\"");
        assertThat(evaluation.verdicts(evaluation.ledger().releases().get(0).id(), "identity/federated-credential"))
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.verdict()).isEqualTo(Verdict.UNKNOWN);
                    assertThat(verdict.missing()).hasSize(1);
                });
        assertThat(Evaluation.merge(List.of(evaluation, evaluation)).missing()).isEqualTo(evaluation.missing());
    }

    @Test
    void failsWhereItIsRequired() throws Exception {
        Evaluation evaluation = evaluate(HEAD + "    require: [federatedCredentials]\n" + TAIL);

        assertThat(identities(evaluation)).containsExactly("identity/federated-credential 18 [prod] true");
        assertThat(evaluation.missing()).hasSize(3);
        assertThat(evaluation.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(identities(evaluate(HEAD + TAIL + "require: [serviceAccounts]\n")))
                .containsExactly("identity/workload-identity-label 30 [dev, prod] true");
        assertThat(identities(evaluate(HEAD + TAIL + "require: [serviceAccounts]\nfailOn: never\n")))
                .containsExactly("identity/workload-identity-label 30 [dev, prod] false");
    }

    @Test
    void contextSuppliesIt() throws Exception {
        String context = "    context:\n" + CREDENTIALS.indent(6);

        Evaluation evaluation = evaluate(
                HEAD + context + TAIL + "context:\n  serviceAccounts:\n    - {namespace: store, name: metrics}\n");

        assertThat(evaluation.missing())
                .extracting(missing -> missing.environment() + " " + missing.kind())
                .containsExactly("dev serviceAccounts", "dev federatedCredentials");
        assertThat(evaluation.ledger().releases())
                .allMatch(release -> release.resources().size() == 3);
    }

    @Test
    void aFileSuppliesIt() throws Exception {
        project.file("context.yaml", CREDENTIALS);

        assertThat(evaluate(HEAD + "    context: context.yaml\n" + TAIL).missing())
                .extracting(missing -> missing.environment() + " " + missing.kind())
                .containsExactly("dev serviceAccounts", "dev federatedCredentials", "prod serviceAccounts");
    }

    @Test
    void aCredentialOfTheContextIsComparedLikeAnyOther() throws Exception {
        String other = CREDENTIALS.replace("order-service", "someone-else");

        Evaluation evaluation = evaluate(HEAD + "    context:\n" + other.indent(6) + TAIL);

        assertThat(identities(evaluation)).containsExactly("identity/federated-credential 18 [prod] true");
    }

    @Test
    void mistakesInAFileHaveItsLines() throws Exception {
        project.file("context.yaml", "federatedCredentials:\n  - clientID: x\n");

        assertThatThrownBy(() -> load(HEAD + "    context: context.yaml\n" + TAIL))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.problems())
                                .anyMatch(problem ->
                                        problem.toString().startsWith("context.yaml:2:5: unknown key \"clientID\"")));
        assertThatThrownBy(() -> load(HEAD + "    context: nothing.yaml\n" + TAIL))
                .hasMessageContaining("aks-policy.yaml:6:14: context \"nothing.yaml\" does not exist");
        assertThatThrownBy(() -> load(HEAD + "    context: k8s\n" + TAIL)).hasMessageContaining("is not a file");
        assertThatThrownBy(() -> load(HEAD + "    context: ../secret.yaml\n" + TAIL))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void namespacesOfTheContextAreHonoured() throws Exception {
        String restricted = """
                    context:
                      namespaces:
                        store: {labels: {pod-security.kubernetes.io/enforce: restricted}}
                """;

        Evaluation evaluation = evaluate(HEAD + restricted + """
                sources:
                  - manifests: k8s
                policies:
                  workload/psa-admission: on
                """);

        assertThat(evaluation.findings())
                .filteredOn(finding -> finding.policy().id().equals("workload/psa-admission"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.environments()).containsExactly("prod"));
        assertThat(evaluation.missing())
                .extracting(missing -> missing.environment() + " " + missing.kind())
                .contains("dev namespaces")
                .doesNotContain("prod namespaces");
    }

    @Test
    void registriesOfTheContextAreAttached() throws Exception {
        String tail = "sources: [{manifests: k8s}]\npolicies: {image/pull-secrets-unneeded: on}\n";

        Evaluation evaluation = evaluate(HEAD + "    context: {registries: [contoso.azurecr.io]}\n" + tail);

        assertThat(evaluation.findings())
                .filteredOn(finding -> finding.policy().id().equals("image/pull-secrets-unneeded"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.environments()).containsExactly("prod"));
    }

    @Test
    void explainsWhatIsKnown() throws Exception {
        String explained = load(HEAD + "    require: [clusters]\n    context: {registries: [contoso.azurecr.io]}\n"
                        + TAIL + "context:\n  serviceAccounts:\n    - {namespace: store, name: metrics}\n")
                .explain();

        assertThat(explained)
                .contains("ServiceAccount metrics in store")
                .containsPattern("require: clusters +aks-policy.yaml:6:15")
                .containsPattern("context +aks-policy.yaml:7:5");
    }
}
