package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents in texts that a chart renders lead to template and values lines, too: of a SecretProviderClass, of a ConfigMap. */
class EmbeddedOriginsTest {
    private static final String TEMPLATE = """
            apiVersion: secrets-store.csi.x-k8s.io/v1
            kind: SecretProviderClass
            metadata:
              name: {{ .Release.Name }}
            spec:
              provider: azure
              parameters:
                clientID: {{ .Values.clientId | quote }}
                keyvaultName: {{ .Values.vault }}
                tenantID: {{ .Values.tenant }}
                objects: |
                  array:
                    - |
                      objectName: literal
                      objectType: Secret
                    {{- range .Values.objects }}
                    - |
                      objectName: {{ .name }}
                      objectType: {{ .type }}
                    {{- end }}
                    - |
                      objectName: last
                      objectType: {{ .Values.lastType }}
            """;
    private static final String VALUES = """
            clientId: 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10
            tenant: 2f4a9838-26b7-47ee-be60-ccc1fdec5953
            vault: https://contoso.vault.azure.net
            lastType: certificate
            objects:
              - name: first
                type: secret
              - name: second
                type: keys
            """;

    @TempDir
    private Path folder;

    private static final String CONFIGURATION = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Release.Name }}
            data:
              app.yaml: |
                password: {{ .Values.auth.password }}
                apiKey: correct-horse-battery
                {{- with .Values.auth }}
                secret: {{ .secret }}
                {{- range .users }}
                - name: {{ .name }}
                  password: {{ .password }}
                {{- end }}
                {{- end }}
              all.yaml: |
                {{- toYaml .Values.peers | nindent 4 }}
            """;
    private static final String PASSWORDS = """
            auth:
              secret: hunter2
              password: hunter3
              users:
                - name: one
                  password: hunter4
            peers:
              token: hunter5
              others:
                token: hunter6
            """;

    @Test
    void pointAtTheLineToEdit() throws Exception {
        assertThat(findings(TEMPLATE, VALUES))
                .containsExactlyInAnyOrder(
                        "chart/templates/a.yaml:15 objects-parse objectType is Secret, not secret, key or cert",
                        "chart/values.yaml:9 objects-parse objectType is keys, not secret, key or cert",
                        "chart/values.yaml:4 objects-parse objectType is certificate, not secret, key or cert",
                        "chart/values.yaml:3 keyvault-name keyvaultName is an address, not a name");
    }

    @Test
    void pointAtTheValueThatAFileInAConfigMapHolds() throws Exception {
        assertThat(findings(CONFIGURATION, PASSWORDS))
                .containsExactlyInAnyOrder(
                        "chart/values.yaml:3 configmap-secret-data app.yaml holds a secret, password, in plain text",
                        "chart/templates/a.yaml:8 configmap-secret-data app.yaml holds a secret, apiKey, in plain text",
                        "chart/values.yaml:2 configmap-secret-data app.yaml holds a secret, secret, in plain text",
                        "chart/values.yaml:6 configmap-secret-data app.yaml holds a secret, password, in plain text",
                        "chart/values.yaml:8 configmap-secret-data all.yaml holds a secret, token, in plain text",
                        "chart/values.yaml:10 configmap-secret-data all.yaml holds a secret, token, in plain text");
    }

    private List<String> findings(String template, String values) throws Exception {
        Path chart = folder.resolve("chart");
        Files.createDirectories(chart.resolve("templates"));
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: store\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("values.yaml"), values);
        Files.writeString(chart.resolve("templates/a.yaml"), template);
        Files.writeString(folder.resolve("aks-policy.yaml"), "schemaVersion: 1\nsources: [{chart: chart}]\n");

        Evaluation evaluation = Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE)
                .evaluate(Progress.NONE);

        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().group().equals("secrets"))
                .map(finding -> finding.location().path() + ":"
                        + finding.location().line() + " " + finding.policy().name() + " " + finding.message())
                .toList();
    }
}
