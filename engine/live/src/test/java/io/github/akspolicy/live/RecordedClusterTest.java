package io.github.akspolicy.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.policy.Severity;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An audit of {@code samples/store-insecure} against what a real API server answered. */
class RecordedClusterTest {
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";
    private static final String PLATFORM_CHANGED = "drift/platform-changed";

    private static Verification sample;

    /** Rendered once: only the cluster differs. */
    @BeforeAll
    static void render() throws Exception {
        assumeTrue(
                Files.isDirectory(RecordedCluster.ANSWERS),
                "no recorded answers of an API server beside the repository: " + RecordedCluster.ANSWERS);
        sample = Objects.sample("store-insecure");
    }

    @FunctionalInterface
    private interface Change {
        void apply(RecordedCluster cluster) throws Exception;
    }

    private static Evaluation audit(String file, boolean platform, Change change) throws Exception {
        try (var cluster = new RecordedCluster(RecordedCluster.ANSWERS.resolve(file))) {
            change.apply(cluster);
            try (ApiServer server = cluster.connect()) {
                Evaluation evaluation = LiveAudit.audit(
                        server,
                        sample,
                        new AuditRequest(null, null, List.of(), false, true, false, platform),
                        Progress.NONE);
                assertThat(cluster.unanswered()).isEmpty();
                assertThat(evaluation.problems()).isEmpty();
                return evaluation;
            }
        }
    }

    private static Evaluation clean(Change change) throws Exception {
        return audit("clean.jsonl", false, change);
    }

    private static Stream<String> occurrences(Evaluation evaluation, Predicate<Finding> which) {
        return evaluation.findings().stream()
                .filter(which)
                .flatMap(finding -> finding.occurrences().stream().map(at -> text(finding, at)));
    }

    private static String text(Finding finding, Occurrence at) {
        return finding.policy().id() + " " + at.resource() + " " + at.fieldPath();
    }

    private static List<String> drift(Evaluation evaluation) {
        return occurrences(evaluation, finding -> finding.policy().group().equals("drift"))
                .sorted()
                .toList();
    }

    private static List<String> about(Evaluation evaluation, String resource) {
        return occurrences(evaluation, finding -> true)
                .filter(text -> text.contains(" " + resource + " "))
                .sorted()
                .toList();
    }

    /** What the API server made before anybody deployed anything: its own objects, by their label or their name. */
    private static boolean isOfKubernetes(Occurrence at) {
        String name = at.resource().name();
        String namespace = String.valueOf(at.resource().namespace());
        return name.startsWith("system:")
                || namespace.startsWith("kube-")
                || (at.resource().kind().equals("Namespace") && (name.equals("default") || name.startsWith("kube-")))
                || (at.resource().kind().startsWith("ClusterRole")
                        && List.of("admin", "cluster-admin", "edit", "view").contains(name));
    }

    @Test
    void aClusterThatIsAsReleasedHasOneDriftAndNothingOfKubernetesItself() throws Exception {
        Evaluation evaluation = clean(cluster -> {});
        assertThat(drift(evaluation)).containsExactly("drift/missing Pod node-debug ");
        assertThat(evaluation.findings())
                .isNotEmpty()
                .flatExtracting(Finding::occurrences)
                .noneMatch(RecordedClusterTest::isOfKubernetes);
        assertThat(evaluation.ledger().notes())
                .contains("135 objects are as Kubernetes and AKS bring them, and not evaluated (135 of Kubernetes);"
                        + " -Daks-policy.platform=true evaluates them, too");
    }

    @Test
    void theSwitchEvaluatesWhatKubernetesBrings() throws Exception {
        Evaluation evaluation = audit("clean.jsonl", true, cluster -> {});
        assertThat(evaluation.findings())
                .flatExtracting(Finding::occurrences)
                .filteredOn(RecordedClusterTest::isOfKubernetes)
                .hasSizeGreaterThanOrEqualTo(14);
        assertThat(evaluation.ledger().notes()).noneMatch(note -> note.contains("bring them"));
        assertThat(drift(evaluation)).containsExactly("drift/missing Pod node-debug ");
    }

    /** The table of the recording, line by line. */
    @Test
    void whatWasChangedByHandIsReported() throws Exception {
        Evaluation evaluation = audit("drifted.jsonl", false, cluster -> {});
        assertThat(drift(evaluation))
                .containsExactly(
                        "drift/changed Deployment makeline-worker spec.replicas",
                        "drift/changed Deployment order-service spec.template.spec",
                        "drift/changed Deployment product-service spec.template.spec.containers[0].image",
                        "drift/changed Role store-reader rules[0].resources",
                        "drift/changed ServiceAccount order-service"
                                + " metadata.annotations[\"azure.workload.identity/client-id\"]",
                        "drift/extra Pod dbg ",
                        "drift/extra Role extra ",
                        "drift/extra RoleBinding extra-admin ",
                        "drift/missing NetworkPolicy allow-azure ",
                        "drift/missing Pod node-debug ");
        assertThat(occurrences(evaluation, finding -> finding.policy().id().equals("pod/host-namespaces")))
                .containsExactlyInAnyOrder(
                        "pod/host-namespaces Deployment order-service spec.template.spec.hostNetwork",
                        "pod/host-namespaces Deployment notification spec.template.spec.hostPID");
        assertThat(evaluation.findings())
                .filteredOn(finding -> finding.policy().group().equals("drift"))
                .extracting(
                        finding -> finding.occurrences().get(0).resource().name(),
                        finding -> finding.location().path(),
                        finding -> finding.location().line(),
                        Finding::message)
                .contains(
                        tuple(
                                "makeline-worker",
                                "samples/store-insecure/deploy/store/values-prod.yaml",
                                32,
                                "spec.replicas is 9 in the cluster and 3 in the release"),
                        tuple(
                                "product-service",
                                "samples/store-insecure/deploy/store/values-prod.yaml",
                                40,
                                "spec.template.spec.containers[product-service].image is another one in the cluster than in"
                                        + " the release"),
                        tuple(
                                "store-reader",
                                "samples/store-insecure/k8s/store-reader.yaml",
                                8,
                                "rules[0].resources has 1 more item in the cluster"));
        assertThat(evaluation.findings())
                .filteredOn(finding -> finding.message().contains("client-id"))
                .filteredOn(finding -> finding.policy().group().equals("drift"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.location().path())
                        .isEqualTo("samples/store-insecure/deploy/store/values-prod.yaml"));
    }

    @Test
    void aDefaultRoleThatGrantsMoreIsReported() throws Exception {
        Evaluation evaluation = clean(cluster -> cluster.object(RBAC + "clusterroles", "system:basic-user")
                .withArray("/rules")
                .add(Objects.parse("{\"apiGroups\": [\"*\"], \"resources\": [\"*\"], \"verbs\": [\"*\"]}")));
        assertThat(about(evaluation, "ClusterRole system:basic-user"))
                .contains(PLATFORM_CHANGED + " ClusterRole system:basic-user rules[2]");
        assertThat(evaluation.findings())
                .filteredOn(finding -> finding.policy().id().equals(PLATFORM_CHANGED))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.HIGH));
    }

    /** As a newer version of Kubernetes may. */
    @Test
    void aDefaultRoleThatReadsALittleMoreIsReportedBelowTheThreshold() throws Exception {
        Evaluation evaluation = clean(cluster -> cluster.object(RBAC + "clusterroles", "system:node")
                .withArray("/rules")
                .add(Objects.parse(
                        "{\"apiGroups\": [\"new.k8s.io\"], \"resources\": [\"things\"], \"verbs\": [\"get\"]}")));
        assertThat(evaluation.findings())
                .filteredOn(finding -> finding.policy().id().equals(PLATFORM_CHANGED))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.MEDIUM));
    }

    @Test
    void aDefaultRoleThatGrantsLessIsNoFinding() throws Exception {
        Evaluation evaluation = clean(cluster -> ((ArrayNode)
                        cluster.object(RBAC + "clusterroles", "system:node").get("rules"))
                .remove(3));
        assertThat(drift(evaluation)).containsExactly("drift/missing Pod node-debug ");
    }

    @Test
    void anotherSubjectOfADefaultBindingIsReportedAndEvaluated() throws Exception {
        Evaluation evaluation = clean(cluster -> cluster.object(RBAC + "clusterrolebindings", "cluster-admin")
                .withArray("/subjects")
                .add(Objects.parse("{\"kind\": \"User\", \"name\": \"system:mallory\"}")));
        assertThat(drift(evaluation)).contains(PLATFORM_CHANGED + " ClusterRoleBinding cluster-admin subjects[1]");
    }

    /** A service account of kube-system that anybody with rights there can create. */
    @Test
    void anotherAccountOfKubeSystemIsNotOneOfKubernetes() throws Exception {
        Evaluation evaluation = clean(cluster -> cluster.object(
                        RBAC + "clusterrolebindings", "system:controller:namespace-controller")
                .withArray("/subjects")
                .add(Objects.parse(
                        "{\"kind\": \"ServiceAccount\", \"namespace\": \"kube-system\", \"name\": \"mallory\"}")));
        assertThat(drift(evaluation))
                .contains(PLATFORM_CHANGED + " ClusterRoleBinding system:controller:namespace-controller subjects[1]");
    }

    @Test
    void aSelectorThatCollectsMoreIsReported() throws Exception {
        Evaluation evaluation = clean(cluster -> ((ObjectNode)
                        cluster.object(RBAC + "clusterroles", "view").get("aggregationRule"))
                .withArray("/clusterRoleSelectors")
                .add(Objects.parse("{\"matchLabels\": {\"team\": \"x\"}}")));
        assertThat(drift(evaluation)).contains(PLATFORM_CHANGED + " ClusterRole view aggregationRule");
    }

    @Test
    void aDefaultThatLostItsLabelIsReported() throws Exception {
        Evaluation evaluation =
                clean(cluster -> ((ObjectNode) cluster.object(RBAC + "clusterroles", "system:monitoring")
                                .get("metadata"))
                        .remove("labels"));
        assertThat(drift(evaluation)).anyMatch(text -> text.startsWith(PLATFORM_CHANGED + " ClusterRole system:mon"));
    }

    /** The label and a name like those of controllers can be written by everyone who may write the object. */
    @Test
    void theLabelOfDefaultsHidesNothingElse() throws Exception {
        Evaluation evaluation = clean(cluster -> cluster.add(RBAC + "clusterrolebindings", """
                {"metadata": {"name": "system:controller:node-cleaner",
                              "labels": {"kubernetes.io/bootstrapping": "rbac-defaults"}},
                 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole",
                             "name": "system:controller:namespace-controller"},
                 "subjects": [{"kind": "User", "apiGroup": "rbac.authorization.k8s.io", "name": "mallory"}]}
                """));
        assertThat(about(evaluation, "ClusterRoleBinding system:controller:node-cleaner"))
                .contains("rbac/admin-equivalent-role ClusterRoleBinding system:controller:node-cleaner"
                        + " subjects[0].name");
    }
}
