package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of a chart, its values and its manifests, each with a canary: no console, report or error shows one. */
class SecretCanaryTest {
    @TempDir
    Path root;

    @BeforeEach
    void repository() throws IOException {
        Files.createDirectory(root.resolve(".git"));
    }

    @Test
    void noOutputShowsASecretOfAChartOrItsValues() throws Exception {
        write("aks-policy.yaml", """
                schemaVersion: 1
                profile: all
                environments: {dev: {}, prod: {}}
                sources:
                  - chart: chart
                    values: {prod: [values-prod.yaml]}
                    set: {dev: {database.password: set-canary4711-dev}}
                  - manifests: k8s
                failOn: low
                """);
        chart("""
                apiVersion: v1
                kind: Secret
                metadata: {name: store, labels: {checksum: none}}
                stringData:
                  password: {{ .Values.database.password | quote }}
                  config: |
                    user: store
                    token: {{ .Values.token }}
                data:
                  encoded: {{ .Values.token | b64enc }}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: store}
                data: {connection: "Server=db;Password={{ .Values.database.password }}"}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: store}
                spec:
                  template:
                    metadata: {labels: {azure.workload.identity/use: {{ .Values.token }}}}
                    spec:
                      containers:
                        - name: store
                          image: {{ .Values.token }}/store
                          args: [--token={{ .Values.token }}]
                          env:
                            - {name: PASSWORD, value: {{ .Values.database.password | quote }}}
                          securityContext:
                            privileged: true
                            capabilities: {add: [{{ .Values.token }}]}
                            seccompProfile: {type: {{ .Values.token }}}
                """);
        write(
                "chart/values.yaml",
                "token: values-canary4711-token\ndatabase: {password: values-canary4711-database}\n");
        write("chart/values-prod.yaml", "database: {password: prod-canary4711-database}\n");
        write("k8s/secret.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: raw}
                stringData: {password: manifest-canary4711-raw}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: debug}
                spec: {containers: [{name: a, image: manifest-canary4711-raw, command: [manifest-canary4711-raw]}]}
                """);

        Map<String, String> outputs = outputs();

        assertThat(outputs.get("console")).contains("pod/privileged", "image/tag-not-latest", "«redacted»");
        Canary.assertNone(outputs);
    }

    /** Helm's functions quote what they cannot use; so do charts that fail on purpose. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ fail (printf \"bad password %s\" .Values.database.password) }}",
                "{{ fail (toYaml .Values) }}",
                "{{ mustToDate \"2006-01-02\" .Values.database.password }}",
                "{{ mustRegexMatch .Values.database.passwordPattern \"a\" }}",
                "{{ semver .Values.database.password }}",
                "{{ index .Values.database.password \"a\" }}",
                "{{ .Values.database.password.port.number }}",
                "{{ tpl .Values.credentials.template . }}",
                "{{ include .Values.database.password . }}",
                "{{ required (print \"no \" .Values.database.password) .Values.missing }}",
                "{{ .Values.database.password | mustFromJson }}",
                "{{ lookup .Values.database.password .Values.database.password \"\" \"\" }}",
                "{{ .Files.Get .Values.database.password }}{{ fail .Values.credentials.multiline }}",
                "{{ fail (toJson .Values) }}",
                "{{ fail (printf \"%q\" .Values.credentials.multiline) }}",
                "{{ fail (b64enc .Values.database.password) }}",
                "{{ fail (printf \"%s:%s\" .Chart.Name .Values.database.password | b64enc) }}",
                "{{ fail (urlquery .Values.database.password) }}",
                "{{ fail (printf \"%x\" .Values.database.password) }}",
                "{{ fail (printf \"% #X\" .Values.database.password) }}",
                "{{ fail (b32enc .Values.database.password) }}",
                "{{ fail (printf \"postgres://store:%s@db/store\" .Values.database.password) }}",
                "{{ template \"{{ .Values.database.password }}\" }}",
                "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: \"{{ .Values.database.password }}\n",
                "apiVersion: v1\nkind: Secret\nstringData: {a: *{{ .Values.database.password }}}",
                "apiVersion: v1\nkind: Secret\nstringData: {a: !{{ .Values.database.password }} x}",
            })
    void noErrorOfAChartShowsASecretOfItsValues(String template) throws Exception {
        write(
                "aks-policy.yaml",
                "schemaVersion: 1\nsources: [{chart: chart, set: {database.extra: x-canary4711-set}}]\n");
        chart(template);
        write("chart/values.yaml", """
                database:
                  password: values-canary4711-database
                  passwordPattern: "[a-canary4711"
                credentials:
                  template: "{{ canary4711 }} {{ .x.y.z }}"
                  multiline: |
                    first-canary4711-line
                    second-canary4711-line
                """);
        Map<String, String> outputs = outputs();
        assertThat(outputs.get("console")).containsPattern("problem|secrets/inline-secret-data");
        Canary.assertNone(outputs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stringData: {password: canary4711",
                "stringData:\n  password: canary4711: canary4711",
                "stringData:\n\tpassword: canary4711",
                "stringData:\n  password: canary4711\n  password: canary4711",
                "stringData:\n  password: *canary4711",
                "stringData:\n  password: !canary4711 x",
                "stringData:\n  password: &canary4711! x",
                "stringData:\n  password: \"canary4711",
                "stringData:\n  password: \"\\canary4711\"",
                "stringData:\n  password: @canary4711",
                "stringData:\n  password: !!int canary4711",
                "stringData:\n  password: !!binary canary4711=",
                "stringData:\n  password: |canary4711",
                "stringData: canary4711",
                "stringData: [canary4711]",
                "data: {password: canary4711!}",
                "stringData:\n  <<: canary4711",
                "stringData:\n password: canary4711\n   canary4711: a",
                "%canary4711",
                "stringData: {? {canary4711: a} : b}",
            })
    void noErrorOfAManifestShowsItsSecret(String body) throws Exception {
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{manifests: k8s}]\n");
        write("k8s/secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: raw}\n" + body + "\n");
        Canary.assertNone(outputs());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stringData\": {\"a\": \"canary4711\"",
                "{\"stringData\": {\"a\": canary4711}}",
                "{\"stringData\": {\"a\": \"canary4711\\q\"}}",
                "{\"stringData\": \"canary4711\"} canary4711",
            })
    void noErrorOfAJsonManifestShowsItsSecret(String text) throws Exception {
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{manifests: k8s}]\n");
        write("k8s/secret.json", text);
        Map<String, String> outputs = outputs();
        assertThat(outputs.get("console")).containsPattern("problem|secrets/inline-secret-data");
        Canary.assertNone(outputs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary4711",
                "[canary4711]",
                "password: canary4711: canary4711",
                "password: *canary4711",
                "password: \"canary4711",
                "password: !!int canary4711",
                "password: !!binary canary4711=",
                "password: !canary4711 x",
                "\tpassword: canary4711",
                "password: canary4711\npassword: canary4711",
                "chart: {<<: canary4711}",
            })
    void noErrorOfAValuesFileShowsItsSecret(String values) throws Exception {
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{chart: chart, values: [secret.yaml]}]\n");
        chart("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        write("chart/values.yaml", "a: 1\n");
        write("chart/secret.yaml", values);
        Canary.assertNone(outputs());
        write("chart/values.yaml", values);
        write("chart/secret.yaml", "a: 1\n");
        Canary.assertNone(outputs());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set: {database.password: [canary4711, {}]}",
                "set: {\"database[99999999].password\": canary4711}",
                "set: {\"database.password=\": canary4711}",
                "set: {database.password: canary4711, database.password.x: canary4711}",
                "set: canary4711",
                "set: {default: {database: canary4711",
                "set: {database.password: !!int canary4711}",
                "sett: {database.password: canary4711}",
                "set: [database.password=canary4711]",
            })
    void noErrorOfAConfigurationShowsAValueThatIsSet(String set) throws Exception {
        write("aks-policy.yaml", "schemaVersion: 1\nsources:\n  - chart: chart\n    " + set + "\n");
        chart("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        Canary.assertNone(outputs());
    }

    /** A PEM file, JSON and a connection string, in Secrets, variables, arguments and what kubectl keeps of an object. */
    @Test
    void noOutputShowsWhatIsWithinALongerSecret() throws Exception {
        write("aks-policy.yaml", """
                schemaVersion: 1
                profile: all
                sources: [{chart: chart}, {manifests: k8s}]
                failOn: low
                """);
        chart("""
                apiVersion: v1
                kind: Secret
                metadata: {name: store}
                stringData:
                  tls.key: {{ .Values.tls.privateKey | quote }}
                  config.json: '{"user": "store", "apiKey": "{{ .Values.apiKey }}"}'
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: store
                  annotations:
                    kubectl.kubernetes.io/last-applied-configuration: |
                      {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "stringData": {"k": "applied-canary4711-a"}}
                spec:
                  template:
                    spec:
                      containers:
                        - name: store
                          image: {{ .Values.apiKey | b64enc }}
                          args: ["--db-password={{ .Values.apiKey }}", --api-token, option-canary4711-b]
                          env:
                            - {name: DB, value: "Server=db;User Id=sa;Password=connection-canary4711"}
                          securityContext:
                            privileged: true
                            capabilities: {add: [applied-canary4711-a, option-canary4711-b, connection-canary4711]}
                            seccompProfile: {type: "{{ .Values.apiKey }}:{{ .Values.apiKey | b64enc }}"}
                            procMount: {{ .Values.tls.privateKey | quote }}
                """);
        write("chart/values.yaml", """
                apiKey: key-canary4711-c
                tls:
                  privateKey: |
                    -----BEGIN PRIVATE KEY-----
                    MIIEcanary4711vQIBADANBgkqhkiG9w0
                    canary4711BKcwggSjAgEAAoIBAQC7
                    -----END PRIVATE KEY-----
                """);
        write("k8s/map.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data:
                  application.properties: |
                    mode=fast
                    spring.datasource.password=property-canary4711-d
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: debug}
                spec: {containers: [{name: a, image: property-canary4711-d}]}
                """);
        Map<String, String> outputs = outputs();
        assertThat(outputs.get("console")).contains("pod/privileged", "pod/capabilities-added");
        Canary.assertNone(outputs);
    }

    private Map<String, String> outputs() throws IOException {
        return Canary.outputs(root);
    }

    private void chart(String template) throws IOException {
        write("chart/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n");
        write("chart/templates/all.yaml", template);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
