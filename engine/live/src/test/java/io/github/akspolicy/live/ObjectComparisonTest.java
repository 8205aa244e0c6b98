package io.github.akspolicy.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the API server and its controllers make of an object is no drift, and everything else is. The reasons name the function
 * of kubernetes/kubernetes or the component that makes it so.
 */
class ObjectComparisonTest {
    private static final ApiResource ANY = new ApiResource("", "v1", "Any", "anys", true);

    private static List<String> differences(String released, String running) throws Exception {
        Resource resource = Resource.of(Field.root(ManifestReader.yamlDocument(released)), "shop", PodTemplates.KNOWN);
        JsonNode object = Objects.json(ManifestReader.yamlDocument(running));
        @SuppressWarnings("unchecked") // an object is read as one
        var tree = (Map<String, Object>) JsonTree.read(object.toString().getBytes(StandardCharsets.UTF_8));
        var runs = new Drift.Running(ANY, ManifestReader.yamlDocument(running), FieldOwners.of(tree));
        return ObjectComparison.of(resource, runs, new ObjectComparison.Circumstances(false, field -> false)).stream()
                .map(Difference::message)
                .toList();
    }

    private static String object(String type, String part) {
        String[] names = type.split(" ");
        return "{apiVersion: " + names[0] + ", kind: " + names[1] + ", metadata: {name: x}, " + part + "}";
    }

    /** A pod template within a Deployment. */
    private static String pod(String part) {
        return object("apps/v1 Deployment", "spec: {template: {spec: " + part + "}}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '\0', textBlock = """
        SetDefaults_Service                    | v1 Service        | spec: {type: "", sessionAffinity: "", ports: [{port: 80, protocol: "", targetPort: 0}]} | spec: {type: ClusterIP, sessionAffinity: None, ports: [{port: 80, protocol: TCP, targetPort: 80}]}
        addresses are allocated                | v1 Service        | spec: {clusterIP: "", clusterIPs: [], ipFamilies: [], ports: [{port: 80, nodePort: 0}]} | spec: {clusterIP: 10.0.0.7, clusterIPs: [10.0.0.7], ipFamilies: [IPv4], ipFamilyPolicy: SingleStack, internalTrafficPolicy: Cluster, ports: [{port: 80, nodePort: 30001, protocol: TCP}]}
        health checks of local traffic         | v1 Service        | spec: {healthCheckNodePort: 0, externalTrafficPolicy: ""} | spec: {healthCheckNodePort: 30002, externalTrafficPolicy: Cluster}
        the claim binder names a volume        | v1 PersistentVolumeClaim | spec: {volumeName: "", resources: {requests: {storage: 1024Mi}}} | spec: {volumeName: pvc-1, volumeMode: Filesystem, resources: {requests: {storage: 1Gi}}}
        SetDefaults_PersistentVolume           | v1 PersistentVolume | spec: {persistentVolumeReclaimPolicy: "", capacity: {storage: 1Ti}} | spec: {persistentVolumeReclaimPolicy: Retain, capacity: {storage: 1024Gi}}
        SetDefaults_Deployment                 | apps/v1 Deployment | spec: {strategy: {type: "", rollingUpdate: {}}} | spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}, progressDeadlineSeconds: 600}
        SetDefaults_StatefulSet                | apps/v1 StatefulSet | spec: {podManagementPolicy: "", persistentVolumeClaimRetentionPolicy: {whenDeleted: "", whenScaled: ""}} | spec: {podManagementPolicy: OrderedReady, persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain, whenScaled: Retain}}
        conversion.go of apps/v1 adds the kind | apps/v1 StatefulSet | spec: {volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce]}}]} | spec: {volumeClaimTemplates: [{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, creationTimestamp: null}, spec: {accessModes: [ReadWriteOnce], volumeMode: Filesystem}, status: {phase: Pending}}]}
        SetDefaults_CronJob                    | batch/v1 CronJob  | spec: {concurrencyPolicy: ""} | spec: {concurrencyPolicy: Allow, suspend: false, failedJobsHistoryLimit: 1}
        SetDefaults_Job and its selector       | batch/v1 Job      | spec: {template: {metadata: {labels: {a: b}}, spec: {}}} | spec: {backoffLimit: 6, completions: 1, selector: {matchLabels: {batch.kubernetes.io/controller-uid: u}}, template: {metadata: {labels: {a: b, controller-uid: u, job-name: x}}, spec: {dnsPolicy: ClusterFirst}}}
        SetDefaults_NetworkPolicy              | networking.k8s.io/v1 NetworkPolicy | spec: {policyTypes: [], podSelector: {}, egress: [{ports: [{port: 53}]}]} | spec: {policyTypes: [Ingress, Egress], podSelector: {}, egress: [{ports: [{port: 53, protocol: TCP}]}]}
        SetDefaults_Subject and RoleRef        | rbac.authorization.k8s.io/v1 RoleBinding | roleRef: {apiGroup: "", kind: Role, name: r}, subjects: [{kind: Group, name: g}, {kind: User, name: g}] | roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}, subjects: [{kind: Group, name: g, apiGroup: rbac.authorization.k8s.io}, {kind: User, name: g, apiGroup: rbac.authorization.k8s.io}]
        SetDefaults_HorizontalPodAutoscaler    | autoscaling/v2 HorizontalPodAutoscaler | spec: {metrics: [], behavior: {scaleUp: {policies: []}}} | spec: {minReplicas: 1, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}], behavior: {scaleUp: {selectPolicy: Max}, scaleDown: {selectPolicy: Max}}}
        conversion of autoscaling sorts CPU first | autoscaling/v2 HorizontalPodAutoscaler | spec: {metrics: [{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 1024Mi}}}, {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]} | spec: {metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}, {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 1Gi}}}]}
        resource.Quantity of a metric          | autoscaling/v2 HorizontalPodAutoscaler | spec: {metrics: [{type: External, external: {target: {type: Value, value: 1000m}}}]} | spec: {metrics: [{type: External, external: {target: {type: Value, value: "1"}}}]}
        SetDefaults_LimitRangeItem             | v1 LimitRange     | spec: {limits: [{type: Container, max: {cpu: 2000m}}]} | spec: {limits: [{type: Container, max: {cpu: "2"}, default: {cpu: "2"}, defaultRequest: {cpu: "2"}}]}
        SetDefaults_Rule and ValidatingWebhook | admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration | webhooks: [{name: a, rules: [{apiGroups: [""], operations: [CREATE]}], clientConfig: {caBundle: "YWJj\\nZGVm"}}] | webhooks: [{name: a, rules: [{apiGroups: [""], operations: [CREATE], scope: "*"}], clientConfig: {caBundle: YWJjZGVm}, failurePolicy: Fail, namespaceSelector: {}, timeoutSeconds: 10}]
        the admissions enforcer of AKS         | admissionregistration.k8s.io/v1 MutatingWebhookConfiguration | webhooks: [{name: a, namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}]}}, {name: b, namespaceSelector: {matchExpressions: []}}] | webhooks: [{name: a, namespaceSelector: {matchExpressions: [{key: kubernetes.azure.com/managedby, operator: NotIn, values: [aks]}, {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}, {key: control-plane, operator: NotIn, values: ["true"]}]}}, {name: b, namespaceSelector: {matchExpressions: [{key: control-plane, operator: DoesNotExist}]}}]
        bytes are written on one line          | v1 ConfigMap      | binaryData: {a: "aGVs\\nbG8=\\n"} | binaryData: {a: aGVsbG8=}
        the token controller adds secrets      | v1 ServiceAccount | secrets: [{name: a}], imagePullSecrets: [{name: p}] | secrets: [{name: a}, {name: x-token-1}], imagePullSecrets: [{name: p}, {name: x-dockercfg-1}]
        admission fills up a pod               | v1 Pod            | spec: {serviceAccountName: "", tolerations: [{key: a, operator: Exists}], volumes: [{name: v, emptyDir: {}}], containers: [{name: c, env: [{name: A, value: b}], volumeMounts: [{name: v, mountPath: /v}]}]} | spec: {serviceAccountName: default, serviceAccount: default, nodeName: n, priority: 0, preemptionPolicy: PreemptLowerPriority, tolerations: [{key: a, operator: Exists}, {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300}, {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 300}], volumes: [{name: v, emptyDir: {}}, {name: kube-api-access-1, projected: {sources: []}}, {name: azure-identity-token, projected: {sources: []}}], containers: [{name: c, env: [{name: A, value: b}, {name: AZURE_CLIENT_ID, value: i}], resources: {requests: {cpu: 1}}, volumeMounts: [{name: v, mountPath: /v}, {name: kube-api-access-1, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}, {name: azure-identity-token, mountPath: /var/run/secrets/azure/tokens}]}]}
        an operator writes its object back     | example.com/v1 Cache | spec: {tuning: {}, debug: false, size: 0} | spec: {}
        """)
    void whatTheApiServerAndControllersMakeIsNoDrift(String reason, String type, String released, String running)
            throws Exception {
        assertThat(differences(object(type, released), object(type, running)))
                .as(reason)
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        SetDefaults_PodSpec     | {dnsPolicy: "", restartPolicy: "", schedulerName: "", securityContext: {}} | {dnsPolicy: ClusterFirst, restartPolicy: Always, schedulerName: default-scheduler, securityContext: {}, terminationGracePeriodSeconds: 30}
        SetDefaults_Container   | {containers: [{name: c, imagePullPolicy: "", terminationMessagePath: "", terminationMessagePolicy: ""}]} | {containers: [{name: c, imagePullPolicy: IfNotPresent, terminationMessagePath: /dev/termination-log, terminationMessagePolicy: File, resources: {}}]}
        SetDefaults_Probe       | {containers: [{name: c, livenessProbe: {timeoutSeconds: 0, periodSeconds: 0, successThreshold: 0, failureThreshold: 0, initialDelaySeconds: 0}}]} | {containers: [{name: c, livenessProbe: {timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3}}]}
        SetDefaults_HTTPGetAction | {containers: [{name: c, livenessProbe: {httpGet: {path: "", scheme: "", port: http}}}]} | {containers: [{name: c, livenessProbe: {httpGet: {path: /, scheme: HTTP, port: http}}}]}
        defaultHostNetworkPorts | {hostNetwork: true, containers: [{name: c, ports: [{containerPort: 80, hostPort: 0, protocol: ""}]}]} | {hostNetwork: true, containers: [{name: c, ports: [{containerPort: 80, hostPort: 80, protocol: TCP}]}]}
        SetDefaults_SecretVolumeSource | {volumes: [{name: s, secret: {secretName: a}}, {name: h, hostPath: {path: /}}]} | {volumes: [{name: s, secret: {secretName: a, defaultMode: 420}}, {name: h, hostPath: {path: /, type: ""}}]}
        SetDefaults_Volume      | {volumes: [{name: a}]} | {volumes: [{name: a, emptyDir: {}}]}
        SetDefaults_ServiceAccountTokenProjection | {volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t}}, {downwardAPI: {items: [{path: p, fieldRef: {fieldPath: metadata.name}}]}}]}}]} | {volumes: [{name: t, projected: {defaultMode: 420, sources: [{serviceAccountToken: {path: t, expirationSeconds: 3600}}, {downwardAPI: {items: [{path: p, fieldRef: {fieldPath: metadata.name, apiVersion: v1}}]}}]}}]}
        SetDefaults_ResourceList | {containers: [{name: c, resources: {limits: {cpu: 0.0001, memory: 1e3}, requests: {cpu: 0.5, memory: 1.5Gi}}}]} | {containers: [{name: c, resources: {limits: {cpu: 1m, memory: 1k}, requests: {cpu: 500m, memory: 1536Mi}}}]}
        ports named by number and protocol | {containers: [{name: c, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53, protocol: TCP}]}]} | {containers: [{name: c, ports: [{containerPort: 53, protocol: TCP}, {containerPort: 53, protocol: UDP}]}]}
        lists with a key have no order | {volumes: [{name: a, emptyDir: {}}, {name: b, emptyDir: {}}], topologySpreadConstraints: [{topologyKey: z, whenUnsatisfiable: DoNotSchedule}, {topologyKey: z, whenUnsatisfiable: ScheduleAnyway}]} | {volumes: [{name: b, emptyDir: {}}, {name: a, emptyDir: {}}], topologySpreadConstraints: [{topologyKey: z, whenUnsatisfiable: ScheduleAnyway}, {topologyKey: z, whenUnsatisfiable: DoNotSchedule}]}
        """)
    void whatIsMadeOfAPodTemplateIsNoDrift(String reason, String released, String running) throws Exception {
        assertThat(differences(pod(released), pod(running))).as(reason).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        another source of a volume | apps/v1 Deployment | spec: {template: {spec: {volumes: [{name: a, emptyDir: {}}]}}} | spec: {template: {spec: {volumes: [{name: a, hostPath: {path: /}}]}}} | spec.template.spec.volumes[a].emptyDir is not set in the cluster
        a peer that became wider   | networking.k8s.io/v1 NetworkPolicy | spec: {ingress: [{from: [{podSelector: {}}]}]} | spec: {ingress: [{from: [{podSelector: {}, namespaceSelector: {}}]}]} | spec.ingress[0].from[0] has namespaceSelector in the cluster as well
        a peer of another kind     | networking.k8s.io/v1 NetworkPolicy | spec: {ingress: [{from: [{podSelector: {}}]}]} | spec: {ingress: [{from: [{namespaceSelector: {}}]}]} | spec.ingress[0].from[0].podSelector is not set in the cluster; spec.ingress[0].from[0] has namespaceSelector in the cluster as well
        a rule that allows less    | networking.k8s.io/v1 NetworkPolicy | spec: {ingress: [{}]} | spec: {ingress: [{from: [{podSelector: {}}]}]} | spec.ingress[0] has from in the cluster as well
        a rule with more rights    | rbac.authorization.k8s.io/v1 Role | rules: [{apiGroups: [""], resources: [secrets], resourceNames: [a], verbs: [get]}] | rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}] | rules[0].resourceNames is not set in the cluster
        a right that came by hand  | rbac.authorization.k8s.io/v1 Role | rules: [{apiGroups: [""], resources: [pods], verbs: [get]}] | rules: [{apiGroups: [""], resources: [pods], verbs: [get, delete]}] | rules[0].verbs has 1 more item in the cluster
        a probe that is not a default | apps/v1 Deployment | spec: {template: {spec: {containers: [{name: c, livenessProbe: {periodSeconds: 0}}]}}} | spec: {template: {spec: {containers: [{name: c, livenessProbe: {periodSeconds: 99}}]}}} | spec.template.spec.containers[c].livenessProbe.periodSeconds is 99 in the cluster and 0 in the release
        an entry that is gone       | v1 ConfigMap | data: {a: ""} | data: {b: c} | data.a is not set in the cluster
        a type that is not a default  | v1 Service | spec: {type: ""} | spec: {type: LoadBalancer} | spec.type is LoadBalancer in the cluster and  in the release
        a text that looks like an amount | v1 ConfigMap | data: {max: "1", limits: 1000m} | data: {max: "1.0", limits: "1"} | data.max is another one in the cluster than in the release; data.limits is another one in the cluster than in the release
        init containers run in their order | apps/v1 Deployment | spec: {template: {spec: {initContainers: [{name: a}, {name: b}]}}} | spec: {template: {spec: {initContainers: [{name: b}, {name: a}]}}} | spec.template.spec.initContainers run in another order in the cluster: b, a
        a metric that is another   | autoscaling/v2 HorizontalPodAutoscaler | spec: {metrics: [{type: Resource, resource: {name: cpu, target: {averageUtilization: 60}}}]} | spec: {metrics: [{type: Resource, resource: {name: cpu, target: {averageUtilization: 95}}}]} | spec.metrics[0].resource.target.averageUtilization is 95 in the cluster and 60 in the release
        an exception from a webhook | admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration | webhooks: [{name: a, namespaceSelector: {matchExpressions: []}}] | webhooks: [{name: a, namespaceSelector: {matchExpressions: [{key: team, operator: DoesNotExist}]}}] | webhooks[a].namespaceSelector.matchExpressions has 1 more item in the cluster
        an image of a pod          | v1 Pod | spec: {containers: [{name: c, image: a:1}]} | spec: {containers: [{name: c, image: a:2}]} | spec.containers[c].image is a:2 in the cluster and a:1 in the release
        a service of another pod   | v1 Service | spec: {selector: {app: a}} | spec: {selector: {app: b}} | spec.selector.app is b in the cluster and a in the release
        """)
    void theRestIs(String reason, String type, String released, String running, String expected) throws Exception {
        assertThat(differences(object(type, released), object(type, running)))
                .as(reason)
                .containsExactly(expected.split("; "));
    }

    /** {@code kubectl set --local} reads an object into the types of k8s.io/api and writes it back, as the API server does. */
    @Test
    void zerosAreKeptAndDroppedAsByTheTypesOfKubernetes() throws Exception {
        Path kubectl = Path.of("/usr/bin/kubectl");
        assumeTrue(Files.isExecutable(kubectl), "kubectl is not installed (package kubernetes-client)");
        Path zeros = Path.of("src/test/resources/io/github/akspolicy/live/zeros.yaml");
        Process run = new ProcessBuilder(
                        kubectl.toString(), "set", "image", "--local", "-f", zeros.toString(), "c=other", "-o", "json")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String stored = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor()).isZero();
        String released = Files.readString(zeros);

        assertThat(differences(released, stored))
                .as("what the types drop is not drift")
                .containsExactly("spec.template.spec.containers[c].image is other in the cluster and i in the release");

        var unseen = new ArrayList<String>();
        int kept = 0;
        for (String pointer : emptyValues(Objects.parse(stored).get("spec"), "/spec")) {
            ObjectNode without = Objects.parse(stored);
            int slash = pointer.lastIndexOf('/');
            String field = pointer.substring(slash + 1);
            ((ObjectNode) without.at(pointer.substring(0, slash))).remove(field);
            kept++;
            if (differences(released, without.toString()).size() == 1) {
                unseen.add(field);
            }
        }
        assertThat(kept).as("zeros that the types keep").isGreaterThan(50);
        // values in one type and pointers in another, or not omitted though they are values; and what no server keeps
        assertThat(Set.copyOf(unseen))
                .as("zeros whose absence nobody can tell")
                .isSubsetOf(
                        "readOnly",
                        "fsType",
                        "value",
                        "port",
                        "service",
                        "type",
                        "containerPort",
                        "maxSkew",
                        "divisor",
                        "whenUnsatisfiable");
    }

    private static List<String> emptyValues(JsonNode node, String at) {
        var found = new ArrayList<String>();
        if (node instanceof ObjectNode object) {
            object.fields().forEachRemaining(field -> {
                JsonNode value = field.getValue();
                String here = at + "/" + field.getKey();
                if (value.isValueNode() ? Set.of("", "0", "false").contains(value.asText()) : value.isEmpty()) {
                    found.add(here);
                } else {
                    found.addAll(emptyValues(value, here));
                }
            });
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                found.addAll(emptyValues(list.get(i), at + "/" + i));
            }
        }
        return found;
    }

    @Test
    void whatAHandAddedIsToldByItsTool() throws Exception {
        String released = pod("{containers: [{name: c, image: i}]}");
        String running = """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: x
                  managedFields:
                    - manager: helm
                      fieldsV1: {f:spec: {f:template: {f:spec: {f:dnsPolicy: {}, f:containers: {'k:{"name":"c"}': {.: {}, f:image: {}, f:name: {}, f:terminationMessagePath: {}}}}}}}
                    - manager: kubectl-edit
                      fieldsV1: {f:spec: {f:replicas: {}, f:template: {f:spec: {f:hostNetwork: {}, f:securityContext: {f:runAsUser: {}}, f:containers: {'k:{"name":"c"}': {f:securityContext: {.: {}, f:privileged: {}}, f:env: {.: {}, 'k:{"name":"A"}': {.: {}, f:name: {}}}}}}}}}
                    - manager: kube-controller-manager
                      fieldsV1: {f:spec: {f:paused: {}}}
                    - manager: kubectl-scale
                      subresource: scale
                      fieldsV1: {f:spec: {f:minReadySeconds: {}}}
                    - manager: kubectl-patch
                      fieldsV1: {f:spec: {f:template: {f:spec: {f:hostPID: {}}}}}
                spec:
                  replicas: 3
                  paused: true
                  minReadySeconds: 5
                  template:
                    spec:
                      dnsPolicy: ClusterFirst
                      hostNetwork: true
                      securityContext: {runAsUser: 0, fsGroup: 1}
                      containers:
                        - name: c
                          image: i
                          terminationMessagePath: /dev/termination-log
                          securityContext: {privileged: true}
                          env: [{name: A, value: b}]
                """;
        assertThat(differences(released, running))
                .containsExactlyInAnyOrder(
                        "spec has replicas in the cluster, which kubectl-edit set and the release does not",
                        "spec.template.spec has hostNetwork in the cluster, which kubectl-edit set and the release does not",
                        "spec.template.spec has securityContext.runAsUser in the cluster, which kubectl-edit set and the"
                                + " release does not",
                        "spec.template.spec.containers[c] has securityContext.privileged in the cluster, which kubectl-edit"
                                + " set and the release does not",
                        "spec.template.spec.containers[c] has env in the cluster, which kubectl-edit set and the release"
                                + " does not");
    }

    /** Who applies releases with kubectl owns their fields and their defaults. */
    @Test
    void kubectlThatDeploysIsNoHand() throws Exception {
        String managed =
                "metadata: {name: x, managedFields: [{manager: kubectl-client-side-apply, fieldsV1: {f:spec: {f:paused:"
                        + " {}, f:template: {f:spec: {f:containers: {'k:{\"name\":\"c\"}': {f:image: {}}}}}}}}]}";
        assertThat(differences(
                        pod("{containers: [{name: c, image: i}]}"),
                        "{apiVersion: apps/v1, kind: Deployment, " + managed
                                + ", spec: {paused: true, template: {spec: {containers: [{name: c, image: i}]}}}}"))
                .isEmpty();
    }

    /** A server may say anything. */
    @Test
    void hostileOwnersAreIgnored() throws Exception {
        String managed =
                "metadata: {name: x, managedFields: [{manager: kubectl-edit, fieldsV1: {f:spec: {'k:{{': {}, 'k:[1]': {},"
                        + " 'v:\"a\"': {}, f: {}, f:gone: {f:deeper: {}}, f:a: x}}}, {manager: 3}, 7]}";
        assertThat(differences(
                        object("apps/v1 Deployment", "spec: {replicas: 1}"),
                        "{apiVersion: apps/v1, kind: Deployment, " + managed + ", spec: {replicas: 1, a: b}}"))
                .isEmpty();
    }
}
