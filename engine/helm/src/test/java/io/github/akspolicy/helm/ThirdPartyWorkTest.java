package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.ChartLine.Reach;
import io.github.akspolicy.source.Origin;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A privileged container is a third-party chart's fault as long as it runs what the chart's own defaults run. */
class ThirdPartyWorkTest {
    private static final String FILE = "charts/agent/templates/agent.yaml";
    private static final String PRIVILEGED = "spec.template.spec.containers.0.securityContext.privileged";
    private static final String HOST_PID = "spec.template.spec.hostPID";
    private static final String TEMPLATE = """
            {{- $name := .Values.fullnameOverride | default "agent" }}
            apiVersion: apps/v1
            kind: DaemonSet
            metadata:
              name: {{ $name }}
              namespace: {{ .Values.namespace | default .Release.Namespace }}
              labels: {{ toJson .Values.labels }}
            spec:
              template:
                metadata: {annotations: {{ toJson .Values.podAnnotations }}}
                spec:
                  hostPID: true
                  automountServiceAccountToken: {{ .Values.token }}
                  serviceAccountName: {{ .Values.account | default $name }}
                  nodeSelector: {{ toJson .Values.nodeSelector }}
                  tolerations: {{ toJson .Values.tolerations }}
                  hostAliases: {{ toJson .Values.hostAliases }}
                  shareProcessNamespace: {{ .Values.share }}
                  {{- with .Values.initContainers }}
                  initContainers: {{ toJson . }}
                  {{- end }}
                  containers:
                    - name: agent
                      image: "{{ .Values.registry }}/agent:{{ .Values.tag }}"
                      command: {{ toJson .Values.command }}
                      args: {{ toJson .Values.args }}
                      workingDir: {{ .Values.workingDir }}
                      env: {{ toJson .Values.env }}
                      envFrom:
                        - configMapRef: {name: {{ $name }}-env}
                        {{- with .Values.envFrom }}{{ toYaml . | nindent 12 }}{{ end }}
                      lifecycle: {{ toJson .Values.lifecycle }}
                      livenessProbe: {{ toJson .Values.livenessProbe }}
                      resources: {{ toJson .Values.resources }}
                      securityContext: {privileged: true, runAsUser: {{ .Values.uid }}}
                      volumeMounts:
                        - {name: scripts, mountPath: /scripts}
                        - {name: config, mountPath: /etc/agent}
                        {{- with .Values.mounts }}{{ toYaml . | nindent 12 }}{{ end }}
                    {{- with .Values.sidecars }}{{ toYaml . | nindent 8 }}{{ end }}
                  volumes:
                    - {name: scripts, configMap: {name: {{ $name }}-scripts}}
                    - {name: config, configMap: {name: {{ $name }}-config}}
                    {{- with .Values.volumes }}{{ toYaml . | nindent 8 }}{{ end }}
            """;
    private static final String OTHERS = """
            {{- $name := .Values.fullnameOverride | default "agent" }}
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: {{ .Values.account | default $name }}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: {{ $name }}-scripts}
            data: {run.sh: {{ toJson .Values.script }}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: {{ $name }}-env}
            data: {MODE: {{ .Values.mode }}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: {{ $name }}-config}
            data: {agent.yaml: {{ .Values.config }}}
            """;
    private static final String DEFAULTS = """
            labels: {app: agent}
            podAnnotations: {a: b}
            token: true
            share: false
            nodeSelector: {a: b}
            tolerations: []
            hostAliases: []
            registry: quay.io
            tag: "1"
            command: [sh, /scripts/run.sh]
            args: [--a, --name=agent]
            workingDir: /
            env: [{name: A, value: a}]
            lifecycle: {}
            livenessProbe: {exec: {command: [cat, /ok]}, periodSeconds: 1}
            resources: {}
            uid: 0
            script: sleep 1
            mode: quiet
            config: x
            """;

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder)
                .file("charts/agent/Chart.yaml", "apiVersion: v2\nname: agent\nversion: 1.0.0\n")
                .file("charts/agent/values.yaml", DEFAULTS)
                .file("charts/agent/templates/others.yaml", OTHERS)
                .file(FILE, TEMPLATE)
                .thirdParty("charts/agent");
    }

    private void has(Reach expected, String path) {
        Origin origin = chart.render().origin(FILE, path);
        ChartLine line = origin.chart();
        assertThat(line).isNotNull();
        assertThat(line.reach()).as("%s: %s", path, origin).isEqualTo(expected);
        assertThat(origin.isVendorDebt()).isEqualTo(expected == Reach.NONE);
    }

    @Test
    void theChartAlone() {
        has(Reach.NONE, PRIVILEGED);
        has(Reach.NONE, HOST_PID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry: evil.io",
                "tag: '2'",
                "command: [sh, -c, evil]",
                "command: null",
                "args: [--b]",
                "args: null",
                "args: [--name=evil, --a]",
                "workingDir: /tmp",
                "env: [{name: LD_PRELOAD, value: /evil.so}]",
                "env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]",
                "env: []",
                "envFrom: [{secretRef: {name: evil}}]",
                "account: cluster-admin",
                "hostAliases: [{ip: 10.0.0.1, hostnames: [a]}]",
                "share: true",
                "lifecycle: {postStart: {exec: {command: [evil]}}}",
                "livenessProbe: {exec: {command: [evil]}}",
                "volumes: [{name: scripts, hostPath: {path: /}}]",
                "volumes: [{name: host, hostPath: {path: /}}]",
                "mounts: [{name: config, mountPath: /bin}]",
                "script: evil",
                "mode: evil",
                "namespace: kube-system",
                "account: default",
            })
    void anotherWorkload(String values) {
        chart.file("values.yaml", "agent: {" + values + "}\n");
        has(Reach.CAUSED, PRIVILEGED);
        has(Reach.CAUSED, HOST_PID);
    }

    /** What shares the pod has the pod's power; the container keeps its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sidecars: [{name: evil, image: evil}]",
                "initContainers: [{name: evil, image: evil}]",
            })
    void anotherContainer(String values) {
        chart.file("values.yaml", "agent: {" + values + "}\n");
        has(Reach.CAUSED, HOST_PID);
        has(Reach.NONE, PRIVILEGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources: {limits: {cpu: 1}}",
                "nodeSelector: {pool: agents}",
                "tolerations: [{operator: Exists}]",
                "labels: {app: other}",
                "podAnnotations: {c: d}",
                "token: false",
                "livenessProbe: {periodSeconds: 30}",
                "config: y",
                "fullnameOverride: other",
                "uid: 5",
                "volumes: [{name: tmp, emptyDir: {}}], mounts: [{name: tmp, mountPath: /tmp}]",
            })
    void whatOnlySaysWhereAndHowItRuns(String values) {
        chart.file("values.yaml", "agent: {" + values + "}\n");
        has(Reach.NONE, HOST_PID);
        has(Reach.NONE, PRIVILEGED);
    }

    @Test
    void aTemplateOfTheRepositoryThatSetsTheImage() {
        chart.file(
                "templates/zz/zz/zz/a.yaml",
                "{{ with .Subcharts }}{{ $_ := set .agent.Values \"registry\" \"evil.io\" }}{{ end }}");
        has(Reach.CAUSED, PRIVILEGED);
    }

    @Test
    void aValuesFileOfTheEnvironment() {
        chart.values("prod.yaml", "agent: {registry: evil.io}\n");
        has(Reach.CAUSED, PRIVILEGED);
    }

    @Test
    void anotherSubject() {
        chart.file(FILE, """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: agent}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                subjects: {{ toJson .Values.subjects }}
                """)
                .file("charts/agent/templates/others.yaml", "")
                .file("charts/agent/values.yaml", "subjects: [{kind: ServiceAccount, name: a, namespace: b}]\n");
        has(Reach.NONE, "roleRef.name");
        chart.file("values.yaml", "agent: {subjects: [{kind: Group, name: everybody}]}\n");
        has(Reach.CAUSED, "roleRef.name");
    }

    @Test
    void aNamespaceOfAnotherName() {
        chart.file(FILE, """
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: {{ .Values.namespace }}
                  labels: {pod-security.kubernetes.io/enforce: privileged}
                """)
                .file("charts/agent/templates/others.yaml", "")
                .file("charts/agent/values.yaml", "namespace: agent\n");
        has(Reach.NONE, "metadata.labels");
        chart.file("values.yaml", "agent: {namespace: payments}\n");
        has(Reach.CAUSED, "metadata.labels");
    }

    @Test
    void anItemOfAList() {
        chart.file(FILE, """
                apiVersion: v1
                kind: List
                items:
                  - apiVersion: v1
                    kind: Pod
                    metadata: {name: a, namespace: {{ .Values.namespace }}}
                    spec:
                      hostPID: true
                      containers: [{name: a, image: "{{ .Values.image }}"}]
                """)
                .file("charts/agent/templates/others.yaml", "")
                .file("charts/agent/values.yaml", "namespace: agent\nimage: a\n");
        has(Reach.NONE, "items.0.spec.hostPID");
        chart.file("values.yaml", "agent: {namespace: kube-system}\n");
        has(Reach.CAUSED, "items.0.spec.hostPID");
        chart.file("values.yaml", "agent: {image: evil}\n");
        has(Reach.CAUSED, "items.0.spec.hostPID");
    }
}
