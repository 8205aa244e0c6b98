package io.github.akspolicy.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs is compared with what is to run, by nothing but what the release sets. */
class DriftTest {
    @TempDir
    Path folder;

    private final MockCluster cluster = new MockCluster();

    @BeforeEach
    void chart() throws Exception {
        write("aks-policy.yaml", """
                schemaVersion: 1
                profile: recommended
                environments: {prod: {namespace: shop}}
                sources:
                  - chart: chart
                    values: {prod: [values-prod.yaml]}
                failOn: high
                """);
        write("values-prod.yaml", """
                replicas: 2
                image: contoso.azurecr.io/cart:1.2.3
                """);
        write("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        write("chart/templates/cart.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: cart
                  labels: {app: cart}
                spec:
                  replicas: {{ .Values.replicas }}
                  minReadySeconds: 0
                  selector: {matchLabels: {app: cart}}
                  template:
                    metadata: {labels: {app: cart}}
                    spec:
                      hostNetwork: false
                      automountServiceAccountToken: false
                      nodeSelector: {}
                      volumes: []
                      securityContext: null
                      containers:
                        - name: cart
                          image: {{ .Values.image }}
                          env:
                            - {name: API_PASSWORD, value: "s3cr3t-Wert-123"}
                            - {name: EMPTY, value: ""}
                          resources:
                            requests: {cpu: 0.5, memory: 1024Mi}
                            limits: {cpu: "1000m"}
                          ports:
                            - {name: http, containerPort: 8080}
                            - {name: admin, containerPort: 8081}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: cart}
                spec:
                  selector: {app: cart}
                  ports: [{port: 80, targetPort: http}]
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: cart}
                stringData: {password: s3cr3t-Wert-123}
                ---
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: migrate
                  annotations: {helm.sh/hook: pre-upgrade, helm.sh/hook-delete-policy: hook-succeeded}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: m, image: m}]}}}
                """);
        for (ObjectNode object : Objects.of(verification(), "prod")) {
            if (!object.get("kind").asText().equals("Job")) {
                cluster.add(object);
            }
        }
        // what the API server makes of the release
        ObjectNode deployment = deployment();
        ((ObjectNode) deployment.get("spec")).remove("minReadySeconds");
        ObjectNode pod = pod(deployment);
        pod.remove(List.of("hostNetwork", "nodeSelector", "volumes"));
        ObjectNode container = (ObjectNode) pod.get("containers").get(0);
        ((ObjectNode) container.get("env").get(1)).remove("value");
        ObjectNode resources = (ObjectNode) container.get("resources");
        ((ObjectNode) resources.get("requests")).put("cpu", "500m").put("memory", "1Gi");
        ((ObjectNode) resources.get("limits")).put("cpu", "1");
        ((ObjectNode) deployment.get("metadata"))
                .withObject("/annotations")
                .put("deployment.kubernetes.io/revision", "3");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void write(String file, String text) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Verification verification() throws Exception {
        return Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE.today("2027-01-01"));
    }

    private ObjectNode deployment() {
        return cluster.all().stream()
                .filter(object -> object.get("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode pod(JsonNode workload) {
        return (ObjectNode) workload.path("spec").path("template").path("spec");
    }

    private Evaluation audit(boolean secretMetadata, List<String> namespaces) throws Exception {
        try (ApiServer server = cluster.connect()) {
            return LiveAudit.audit(
                    server,
                    verification(),
                    new AuditRequest(null, null, namespaces, secretMetadata, true, false, false),
                    Progress.NONE);
        }
    }

    /** Each as {@code policy place message}, with the values line behind it. */
    private List<String> drift() throws Exception {
        Evaluation evaluation = audit(true, List.of());
        assertThat(evaluation.problems()).isEmpty();
        return drift(evaluation);
    }

    private static List<String> drift(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().group().equals("drift"))
                .flatMap(finding -> finding.occurrences().stream()
                        .map(occurrence -> finding.policy().id() + " "
                                + occurrence.origin().primary() + " " + finding.message()))
                .sorted()
                .toList();
    }

    @Test
    void whatTheApiServerMakesOfAReleaseIsNoDrift() throws Exception {
        assertThat(drift()).isEmpty();
    }

    @Test
    void aChangedFieldLeadsToTheLineThatSetsIt() throws Exception {
        ObjectNode deployment = deployment();
        ((ObjectNode) deployment.get("spec")).put("replicas", 5);
        ObjectNode pod = pod(deployment);
        pod.remove("automountServiceAccountToken");
        ObjectNode container = (ObjectNode) pod.get("containers").get(0);
        container.put("image", "contoso.azurecr.io/cart:1.2.4");
        ((ObjectNode) container.get("env").get(0)).put("value", "0ther-s3cr3t-456");
        ((ObjectNode) container.get("resources").get("requests")).put("memory", "2Gi");
        container.withArray("/ports").remove(1);
        container.withArray("/ports").addObject().put("name", "debug").put("containerPort", 5005);
        ((ObjectNode) deployment.get("metadata").get("labels")).put("app", "cart2");

        assertThat(drift())
                .containsExactly(
                        "drift/changed chart/templates/cart.yaml:14:7 spec.template.spec.automountServiceAccountToken"
                                + " is not set in the cluster",
                        "drift/changed chart/templates/cart.yaml:22:13 spec.template.spec.containers[cart]"
                                + ".env[API_PASSWORD].value is another one in the cluster than in the release",
                        "drift/changed chart/templates/cart.yaml:25:13 spec.template.spec.containers[cart].resources"
                                + ".requests.memory is 2Gi in the cluster and 1024Mi in the release",
                        "drift/changed chart/templates/cart.yaml:27:11 spec.template.spec.containers[cart].ports"
                                + " has debug in the cluster as well",
                        "drift/changed chart/templates/cart.yaml:29:13 spec.template.spec.containers[cart].ports[admin]"
                                + " is not there in the cluster",
                        "drift/changed chart/templates/cart.yaml:5:3 metadata.labels.app is cart2 in the cluster and"
                                + " cart in the release",
                        "drift/changed values-prod.yaml:1:1 spec.replicas is 5 in the cluster and 2 in the release",
                        "drift/changed values-prod.yaml:2:1 spec.template.spec.containers[cart].image is"
                                + " contoso.azurecr.io/cart:1.2.4 in the cluster and contoso.azurecr.io/cart:1.2.3 in the"
                                + " release");
    }

    @Test
    void anAutoscalerOwnsTheReplicas() throws Exception {
        ((ObjectNode) deployment().get("spec")).put("replicas", 5);
        cluster.add("""
                {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
                 "metadata": {"name": "keda-cart", "namespace": "shop",
                              "ownerReferences": [{"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject", "name": "c"}]},
                 "spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "cart"}}}
                """);
        assertThat(drift()).isEmpty();
    }

    @Test
    void whatDoesNotRunIsMissingAtItsTemplate() throws Exception {
        cluster.clear("services");
        cluster.clear("secrets");
        assertThat(drift())
                .containsExactly(
                        "drift/missing chart/templates/cart.yaml:31:1 this does not run in the cluster",
                        "drift/missing chart/templates/cart.yaml:38:1 this does not run in the cluster");
    }

    @Test
    void whatWasNotReadIsNotCalledMissing() throws Exception {
        Evaluation unread = audit(false, List.of());
        assertThat(drift(unread)).isEmpty();
        assertThat(unread.missing())
                .flatExtracting(input -> input.gaps())
                .filteredOn(gap -> gap.policyId().equals("drift/missing"))
                .singleElement()
                .satisfies(gap -> assertThat(gap.message())
                        .isEqualTo("it is not known whether this runs: Secrets of its scope are not read"));

        cluster.forbid("services");
        Evaluation refused = audit(true, List.of());
        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem().message()).startsWith("services cannot be listed"));
        assertThat(drift(refused)).isEmpty();

        Evaluation elsewhere = audit(true, List.of("other"));
        assertThat(drift(elsewhere)).isEmpty();
    }

    @Test
    void whatElseRunsInTheNamespaceIsExtra() throws Exception {
        cluster.add("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "by-hand", "namespace": "shop"}}""");
        cluster.add("""
                {"apiVersion": "v1", "kind": "ConfigMap",
                 "metadata": {"name": "of-another", "namespace": "shop",
                              "annotations": {"meta.helm.sh/release-name": "pay"}}}""");
        for (String ours : List.of(
                "\"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"kube-root-ca.crt\", \"namespace\": \"shop\"}",
                "\"kind\": \"ServiceAccount\", \"metadata\": {\"name\": \"default\", \"namespace\": \"shop\"}",
                "\"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"elsewhere\", \"namespace\": \"other\"}",
                "\"kind\": \"Secret\", \"metadata\": {\"name\": \"sh.helm.release.v1.shop.v1\", \"namespace\": \"shop\","
                        + " \"labels\": {\"owner\": \"helm\"}}",
                "\"kind\": \"Pod\", \"metadata\": {\"name\": \"cart-1\", \"namespace\": \"shop\", \"ownerReferences\":"
                        + " [{\"apiVersion\": \"apps/v1\", \"kind\": \"ReplicaSet\", \"controller\": true}]}")) {
            cluster.add("{\"apiVersion\": \"v1\", " + ours + "}");
        }
        assertThat(drift())
                .containsExactly(
                        "drift/extra live/test/shop/configmaps/by-hand.json:1:1 this runs in a namespace of the release and"
                                + " is in no release",
                        "drift/extra live/test/shop/configmaps/of-another.json:1:1 this runs in a namespace of the release"
                                + " and is in no release of this environment; Helm knows it as part of pay");
    }

    @Test
    void aFindingInTheClusterLeadsToTheTemplateAsWell() throws Exception {
        Evaluation evaluation = audit(true, List.of());
        assertThat(evaluation.findings())
                .filteredOn(finding -> finding.policy().id().equals("pod/privilege-escalation"))
                .singleElement()
                .satisfies(finding -> {
                    var origin = finding.occurrences().get(0).origin();
                    assertThat(origin.primary().path()).isEqualTo("live/test/shop/deployments.apps/cart.json");
                    assertThat(origin.related()).singleElement().hasToString("chart/templates/cart.yaml:19:9");
                });
    }

    @Test
    void noValueOfASecretIsShown() throws Exception {
        ((ObjectNode) pod(deployment()).get("containers").get(0).get("env").get(0)).put("value", "0ther-s3cr3t-456");
        Evaluation evaluation = audit(true, List.of());
        var report = new java.io.StringWriter();
        io.github.akspolicy.report.JsonReport.write(evaluation, report);
        assertThat(report.toString()).contains("drift/changed").doesNotContain("s3cr3t");
    }

    @Test
    void severitiesAndExemptionsAreThoseOfTheConfiguration() throws Exception {
        ((ObjectNode) deployment().get("spec")).put("replicas", 5);
        cluster.clear("services");
        Files.writeString(
                folder.resolve("aks-policy.yaml"),
                "policies: {drift/changed: {severity: low}}\nexemptions: exemptions.yaml\n",
                java.nio.file.StandardOpenOption.APPEND);
        write("exemptions.yaml", """
                schemaVersion: 1
                exemptions:
                  - policy: drift/missing
                    resource: Service/cart
                    reason: it is made by hand until the move is over
                    owner: team-cart
                    approvedBy: kim@contoso.com
                    until: 2027-06-30
                """);
        Evaluation evaluation = audit(true, List.of());
        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.findings())
                .filteredOn(finding -> finding.policy().group().equals("drift"))
                .extracting(finding -> finding.policy().id() + " " + finding.severity() + " " + finding.isOpen())
                .containsExactlyInAnyOrder("drift/changed low true", "drift/missing high false");
    }

    /** The tag that the pipeline sets is no change, whatever the values file says. */
    @Test
    void whatThePipelineProvidesIsNotCompared() throws Exception {
        ((ObjectNode) pod(deployment()).get("containers").get(0)).put("image", "contoso.azurecr.io/cart:2026-11-27");
        assertThat(drift()).hasSize(1);
        Path configuration = folder.resolve("aks-policy.yaml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace(
                                "values: {prod: [values-prod.yaml]}",
                                "values: {prod: [values-prod.yaml]}\n    provided: [image]"));
        assertThat(drift()).isEmpty();
    }

    @Test
    void anotherVersionOfTheApiIsToldAndNotCompared() throws Exception {
        write("chart/templates/scaler.yaml", """
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: cart}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: cart}
                  maxReplicas: 5
                  targetCPUUtilizationPercentage: 60
                """);
        cluster.add("""
                {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
                 "metadata": {"name": "cart", "namespace": "shop"},
                 "spec": {"maxReplicas": 5, "minReplicas": 1, "metrics": []}}
                """);
        assertThat(drift())
                .containsExactly("drift/changed chart/templates/scaler.yaml:1:1 apiVersion is autoscaling/v1, and the"
                        + " cluster serves HorizontalPodAutoscaler as autoscaling/v2 only: fields are not compared");
    }

    /** An API group that does not answer serves nobody knows what; that is no proof that something is gone. */
    @Test
    void whatASilentGroupServesIsNotCalledMissing() throws Exception {
        cluster.silence("apps");
        Evaluation evaluation = audit(true, List.of());
        assertThat(evaluation.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem().message())
                        .startsWith("the kinds of the API group apps are not known"));
        assertThat(drift(evaluation)).isEmpty();
        assertThat(evaluation.missing())
                .flatExtracting(input -> input.gaps())
                .anySatisfy(gap -> assertThat(gap.message())
                        .isEqualTo("it is not known whether this runs: Deployments of its scope are not read"));
    }

    @Test
    void whatComesAndGoesByItselfIsNotMissing() throws Exception {
        write("chart/templates/jobs.yaml", """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: once}
                spec: {ttlSecondsAfterFinished: 600, template: {spec: {restartPolicy: Never, containers: [{name: m, image: m}]}}}
                ---
                apiVersion: batch/v1
                kind: Job
                metadata: {generateName: each-}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: m, image: m}]}}}
                ---
                apiVersion: batch/v1
                kind: Job
                metadata: {name: stays}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: m, image: m}]}}}
                """);
        assertThat(drift())
                .containsExactly("drift/missing chart/templates/jobs.yaml:11:1 this does not run in the cluster");
    }

    @Test
    void aFieldThatSomebodyAddedIsToldAtTheNearestLineOfTheRelease() throws Exception {
        ObjectNode deployment = deployment();
        pod(deployment).put("hostPID", true);
        ((ObjectNode) deployment.get("metadata"))
                .withArray("/managedFields")
                .addObject()
                .put("manager", "kubectl-edit")
                .put("operation", "Update")
                .set("fieldsV1", Objects.parse("{\"f:spec\": {\"f:template\": {\"f:spec\": {\"f:hostPID\": {}}}}}"));
        assertThat(drift())
                .containsExactly(
                        "drift/changed chart/templates/cart.yaml:12:5 spec.template.spec has hostPID in the cluster,"
                                + " which kubectl-edit set and the release does not");
    }
}
