package io.github.akspolicy.benchmarks;

import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.util.List;

/**
 * Any number of resources of about 5 KB, as a platform team has them: three Deployments to one Service and one Role. Every
 * fiftieth Deployment has a fault. Texts are made when they are read, so that the input takes no memory.
 *
 * @param resources how many
 */
record Workload(int resources) implements Release {
    private static final int RESOURCES_PER_FILE = 5;
    private static final int FAULT_EVERY = 50;

    private static final String CONTAINER = """
                    - name: %1$s
                      image: contoso.azurecr.io/shop/%1$s:1.%2$d.0
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
                  serviceAccountName: app-%1$d
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
        return new ReleaseId("prod", "k8s", "k8s");
    }

    @Override
    public String namespace() {
        return "default";
    }

    @Override
    public List<String> provided() {
        return List.of();
    }

    @Override
    public void read(Receiver receiver) {
        for (int file = 0; file < resources / RESOURCES_PER_FILE; file++) {
            String path = "k8s/app-" + file + ".yaml";
            receiver.file(new ManifestFile(path, text(file), OriginMap.identity(path, SourceLocation.Role.MANIFEST)));
        }
    }

    /** The text of one file: three Deployments, a Service and a Role. */
    static String text(int file) {
        var text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            int number = file * 3 + i;
            text.append(DEPLOYMENT.formatted(number, number % 40));
            for (String container : new String[] {"app", "proxy", "exporter"}) {
                boolean fault = number % FAULT_EVERY == 0 && container.equals("proxy");
                text.append(CONTAINER.formatted(container, number, fault));
            }
        }
        return text.append(SERVICE_AND_ROLE.formatted(file, file % 40)).toString();
    }
}
