package io.github.akspolicy.benchmarks;

import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;

/**
 * Any number of resources of about 5 KB, as a platform team has them: three Deployments to one Service and one Role. Every
 * fiftieth Deployment has a fault. Texts are made when they are read, so that the input takes no memory.
 *
 * @param resources how many
 */
record Workload(int resources) implements Release {
    private static final int RESOURCES_PER_FILE = 5;
    private static final int FAULT_EVERY = 50;

    private static final int NAMESPACES = 40;
    private static final ReleaseId ID = new ReleaseId("prod", "k8s", "k8s");
    private static final String RELEASE_NAMESPACE = "default";

    private static final String CONTAINER = """
                    - name: %1$s
                      image: contoso.azurecr.io/shop/%1$s:1.%2$d.0@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                      imagePullPolicy: IfNotPresent
                      args: ["--config=/etc/app/config.yaml", "--port=8080", '--name="%1$s"']
                      ports:
                        - {name: http, containerPort: 8080, protocol: TCP}
                      env:
                        - name: POD_NAME
                          valueFrom: {fieldRef: {fieldPath: metadata.name}}
                        - name: LOG_LEVEL
                          value: info
                        - name: FEATURES
                          value: "orders,payments,returns"
                        - name: UPSTREAM
                          value: http://orders.shop.svc.cluster.local:8080/api/v1
                        - name: TIMEOUT_SECONDS
                          value: "30"
                      resources:
                        requests: {cpu: 100m, memory: 128Mi}
                        limits:
                          cpu: 500m
                          memory: 256Mi
                      lifecycle: {preStop: {sleep: {seconds: 5}}}
                      livenessProbe:
                        httpGet: {path: /healthz, port: http}
                        initialDelaySeconds: 10
                        periodSeconds: 20
                      readinessProbe:
                        httpGet:
                          path: /ready
                          port: http
                        periodSeconds: 5
                      securityContext:
                        privileged: %3$s
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        runAsNonRoot: true
                        capabilities:
                          drop: [ALL]
                      volumeMounts:
                        - name: config
                          mountPath: /etc/app
                          readOnly: true
                        - name: tmp
                          mountPath: /tmp
            """;

    private static final String DEPLOYMENT = """
            ---
            # Made for measuring
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: app-%1$d
              namespace: team-%2$d
              labels: &labels
                app.kubernetes.io/name: app-%1$d
                app.kubernetes.io/part-of: shop
                app.kubernetes.io/managed-by: Helm
              annotations:
                description: >-
                  Takes what customers order and hands it on to everybody who has to know, as often
                  as it takes.
            spec:
              replicas: 3
              selector:
                matchLabels: {app.kubernetes.io/name: app-%1$d}
              template:
                metadata:
                  labels:
                    app.kubernetes.io/name: app-%1$d
                    app.kubernetes.io/part-of: shop
                spec:
                  serviceAccountName: shop
                  hostUsers: false
                  imagePullSecrets: [{name: registry}]
                  automountServiceAccountToken: false
                  securityContext:
                    runAsNonRoot: true
                    runAsUser: 10001
                    seccompProfile: {type: RuntimeDefault}
                  topologySpreadConstraints:
                    - maxSkew: 1
                      topologyKey: topology.kubernetes.io/zone
                      whenUnsatisfiable: ScheduleAnyway
                      labelSelector: {matchLabels: {app.kubernetes.io/name: app-%1$d}}
                  volumes:
                    - name: config
                      configMap: {name: app-%1$d}
                    - name: tmp
                      emptyDir: {}
                  containers:
            """;

    private static final String NAMESPACE = """
            ---
            apiVersion: v1
            kind: Namespace
            metadata:
              name: team-%1$d
              labels: {pod-security.kubernetes.io/enforce: restricted}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: shop, namespace: team-%1$d}
            automountServiceAccountToken: false
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: default-deny, namespace: team-%1$d}
            spec:
              podSelector: {}
              policyTypes: [Ingress, Egress]
            """;

    private static final String SERVICE_AND_ROLE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: app-%1$d, namespace: team-%2$d}
            spec:
              selector: {app.kubernetes.io/name: app-%1$d}
              ports:
                - {name: http, port: 80, targetPort: http}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: app-%1$d, namespace: team-%2$d}
            rules:
              - apiGroups: [""]
                resources: [configmaps]
                resourceNames: [app-%1$d]
                verbs: [get, watch]
            """;

    @Override
    public ReleaseId id() {
        return ID;
    }

    @Override
    public String namespace() {
        return RELEASE_NAMESPACE;
    }

    /** The same with all texts made before it is read, so that making them is not measured: it takes 5 KB a resource. */
    ManifestTexts prepared() {
        var files = new ArrayList<ManifestFile>();
        read(new Receiver() {
            @Override
            public void file(ManifestFile file) {
                files.add(file);
            }

            @Override
            public void problem(Problem problem) {
                throw new IllegalStateException(problem.message());
            }
        });
        return new ManifestTexts(ID, RELEASE_NAMESPACE, files);
    }

    @Override
    public void read(Receiver receiver) {
        // what the others refer to: pods without their namespace and account would be a finding each
        var namespaces = new StringBuilder();
        for (int team = 0; team < NAMESPACES; team++) {
            namespaces.append(NAMESPACE.formatted(team));
        }
        receive(receiver, "k8s/namespaces.yaml", namespaces.toString());
        for (int file = 0; file < resources / RESOURCES_PER_FILE; file++) {
            String path = "k8s/app-" + file + ".yaml";
            receive(receiver, path, text(file));
        }
    }

    private static void receive(Receiver receiver, String path, String text) {
        receiver.file(ManifestFile.asWritten(path, text));
    }

    /** The text of one file: three Deployments, a Service and a Role. */
    static String text(int file) {
        var text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            int number = file * 3 + i;
            text.append(DEPLOYMENT.formatted(number, number % NAMESPACES));
            for (String container : new String[] {"app", "proxy", "exporter"}) {
                boolean fault = number % FAULT_EVERY == 0 && container.equals("proxy");
                text.append(CONTAINER.formatted(container, number, fault));
            }
        }
        return text.append(SERVICE_AND_ROLE.formatted(file, file % NAMESPACES)).toString();
    }
}
