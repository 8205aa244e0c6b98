package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.report.JsonReport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole kubeconfig files as sources: each finding on its line, and no output with what is secret in them. */
class KubeconfigTest {
    private static final List<String> SECRETS = List.of(
            "Y2VydGlmaWNhdGUtY2FuYXJ5",
            "a2V5LWNhbmFyeQ==",
            "token-canary-0123456789abcdef",
            "refresh-canary",
            "pw-canary");

    /** What {@code az aks get-credentials --admin} writes: the slide of "AKS Security Simplified". */
    private static final String LOCAL_ACCOUNT = """
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==
                server: https://aks-dns-1234.hcp.westeurope.azmk8s.io:443
              name: aks
            contexts:
            - context:
                cluster: aks
                user: clusterAdmin_rg_aks
              name: aks-admin
            current-context: aks-admin
            kind: Config
            preferences: {}
            users:
            - name: clusterAdmin_rg_aks
              user:
                client-certificate-data: Y2VydGlmaWNhdGUtY2FuYXJ5
                client-key-data: a2V5LWNhbmFyeQ==
                token: token-canary-0123456789abcdef
            """;

    @TempDir
    Path folder;

    private List<String> found(String kubeconfig) throws IOException, ConfigurationException {
        var project = ProjectFolder.in(folder)
                .file("kubeconfig", kubeconfig)
                .configuration("schemaVersion: 1\nprofile: hardened\nsources: [{kubeconfig: kubeconfig}]\n");
        Evaluation evaluation = project.evaluate();
        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.findings().toString() + json(evaluation)).doesNotContain(SECRETS.toArray(new String[0]));
        return evaluation.findings().stream()
                .flatMap(finding -> finding.occurrences().stream()
                        .map(occurrence -> occurrence.origin().primary().line() + " "
                                + finding.policy().id()))
                .sorted()
                .toList();
    }

    private static String json(Evaluation evaluation) throws IOException {
        var text = new StringWriter();
        JsonReport.write(evaluation, text);
        return text.toString();
    }

    @Test
    void theSlideOfAksSecuritySimplified() throws IOException, ConfigurationException {
        assertThat(found(LOCAL_ACCOUNT))
                .containsExactly(
                        "10 kubeconfig/no-local-account",
                        "18 kubeconfig/no-client-key",
                        "19 kubeconfig/no-client-key",
                        "20 kubeconfig/no-static-token");
    }

    @Test
    void aUserThatSignsInWithKubeloginIsRight() throws IOException, ConfigurationException {
        assertThat(found("""
                        apiVersion: v1
                        kind: Config
                        clusters:
                        - name: aks
                          cluster:
                            certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==
                            server: https://aks-dns-1234.hcp.westeurope.azmk8s.io:443
                        contexts:
                        - {name: aks, context: {cluster: aks, user: clusterUser_rg_aks}}
                        users:
                        - name: clusterUser_rg_aks
                          user:
                            exec:
                              apiVersion: client.authentication.k8s.io/v1beta1
                              command: kubelogin
                              args: [get-token, --login, azurecli, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630]
                              interactiveMode: IfAvailable
                        """)).isEmpty();
    }

    @Test
    void everythingElseThatIsWrongWithOne() throws IOException, ConfigurationException {
        assertThat(found("""
                        apiVersion: v1
                        kind: Config
                        clusters:
                        - name: aks
                          cluster:
                            server: https://aks-dns-1234.hcp.westeurope.azmk8s.io:443
                            insecure-skip-tls-verify: true
                        - name: old
                          cluster:
                            server: http://aks-old.hcp.westeurope.azmk8s.io
                        contexts:
                        - {name: aks, context: {cluster: aks, user: legacy}}
                        - {name: login, context: {cluster: aks, user: login}}
                        users:
                        - name: legacy
                          user:
                            auth-provider:
                              name: azure
                              config: {refresh-token: refresh-canary}
                        - name: login
                          user:
                            exec:
                              apiVersion: client.authentication.k8s.io/v1beta1
                              command: kubelogin
                              args:
                              - get-token
                              - --login
                              - spn
                              - --client-secret
                              - pw-canary
                        - name: basic
                          user:
                            username: admin
                            password: pw-canary
                        """))
                .containsExactly(
                        "10 kubeconfig/https-server",
                        "17 kubeconfig/legacy-auth-provider",
                        "25 kubeconfig/exec-kubelogin",
                        "29 kubeconfig/exec-args-secret",
                        "33 kubeconfig/no-basic-auth",
                        "34 kubeconfig/no-basic-auth",
                        "5 kubeconfig/ca-present",
                        "7 kubeconfig/insecure-skip-tls-verify",
                        "9 kubeconfig/ca-present");
    }
}
