package io.github.akspolicy.assertj;

import static io.github.akspolicy.assertj.AksPolicyAssertions.assertThat;
import static io.github.akspolicy.assertj.AksPolicyAssertions.on;
import static io.github.akspolicy.assertj.AksPolicyAssertions.verbs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assertions on the samples: the compliant one passes, the one with planted faults fails at the planted lines. */
class AksPolicyAssertionsTest {
    private static Environment prod;
    private static Environment insecure;
    private static Environment insecureDev;

    @BeforeAll
    static void render() throws ConfigurationException {
        prod = environment("store", "prod");
        insecure = environment("store-insecure", "prod");
        insecureDev = environment("store-insecure", "dev");
    }

    private static Environment environment(String sample, String name) throws ConfigurationException {
        return Verification.load(Path.of("../../samples", sample, "aks-policy.yaml"), Overrides.NONE)
                .environment(name);
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message.strip());
    }

    @Test
    void theCompliantStorePasses() {
        assertThat(prod)
                .isComplete()
                .hasNo("PodSecurityPolicy")
                .passes("pod/privileged")
                .workload("order-service")
                .runsAsNonRoot()
                .runsAs("order-service")
                .sharesNoHostNamespace()
                .hasPodLabel("azure.workload.identity/use", "true")
                .isIn("store")
                .passes("pod/seccomp-profile")
                .container("order-service")
                .hasPinnedImage()
                .isNotPrivileged()
                .disallowsPrivilegeEscalation()
                .hasReadOnlyRootFilesystem()
                .dropsAllCapabilities()
                .hasLimit("memory")
                .hasRequest("cpu")
                .passes("pod/capabilities-drop-all")
                .field("ports[http].containerPort")
                .isEqualTo(8080);
        assertThat(prod.release("store"))
                .isDeployedInto("store")
                .staysIn("store")
                .workload("store", "order-service")
                .hasReplicasAtLeast(1);
    }

    @Test
    void aValueThatAValuesFileRemovedIsShownThere() {
        assertFails(
                () -> assertThat(insecure)
                        .workload("order-service")
                        .field("spec.template.spec.securityContext.seccompProfile.type")
                        .isEqualTo("RuntimeDefault"),
                """
                expected spec.template.spec.securityContext.seccompProfile.type of Deployment order-service in store to be "RuntimeDefault", but
                  samples/store-insecure/deploy/store/values-prod.yaml:18:5   spec.template.spec.securityContext.seccompProfile.type is not set
                  values: orderService.podSecurityContext.seccompProfile
                  more values: samples/store-insecure/deploy/store/values.yaml:56
                  via samples/store-insecure/deploy/store/templates/order-service/deployment.yaml:22
                  in: prod/store
                """);
    }

    @Test
    void whatAPolicyFindsIsToldInItsOwnWords() {
        assertThatThrownBy(() -> assertThat(insecure).workload("node-debug").passes("pod/privileged"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("expected Pod node-debug in store to pass pod/privileged, but\n"
                        + "[ERROR] pod/privileged (critical) Pod node-debug")
                .hasMessageContaining("samples/store-insecure/k8s/node-debug.yaml:")
                .hasMessageContaining("fix: ");
    }

    @Test
    void aPolicyThatJudgesNothingIsNoPass() {
        assertThatThrownBy(() ->
                        assertThat(insecure).resource("Role", "store-reader").passes("pod/privileged"))
                .hasMessageContaining("pod/privileged does not apply to it: nothing was evaluated");
        assertThatThrownBy(() -> assertThat(insecure).passes("pod/privilegd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean \"pod/privileged\"?");
    }

    @Test
    void onlyTheContainerAskedAboutCounts() {
        assertThat(insecure)
                .workload("order-service")
                .container("order-service")
                .passes("pod/capabilities-added");
        assertThatThrownBy(() -> assertThat(insecure)
                        .workload("order-service")
                        .container("config-init")
                        .passes("pod/capabilities-added"))
                .hasMessageContaining("init container config-init of Deployment order-service in store")
                .hasMessageContaining("order-service/deployment.yaml:35:15");
    }

    @Test
    void whatIsNotThereIsToldWithTheNearestName() {
        assertFails(
                () -> assertThat(prod).workload("order-servce").runsAsNonRoot(),
                "there is no workload order-servce in environment prod: did you mean \"order-service\"?");
        assertFails(
                () -> assertThat(prod).workload("order-service").container("web"),
                "there is no container web in Deployment order-service in store: containers: config-init, order-service");
        assertFails(
                () -> assertThat(prod).release("shop"),
                "there is no release shop in environment prod: releases: store, k8s, aks-prod.json");
        assertThatThrownBy(() -> assertThat(prod)
                        .resource("NetworkPolicy", "order-service")
                        .field("spec..x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyContainerThatMayRunAsRootIsNamed() {
        assertThatThrownBy(
                        () -> assertThat(insecure).workload("order-migrations").runsAsNonRoot())
                .hasMessageContaining("expected Job order-migrations in store to run as non-root, but\n"
                        + "  samples/store-insecure/deploy/store/templates/jobs/order-migrations.yaml:40:13\n")
                .hasMessageContaining("spec.template.spec.containers[migrate].securityContext.runAsUser is 0");
        assertThatThrownBy(() -> assertThat(insecureDev)
                        .workload("store-front")
                        .field("spec.template.spec.securityContext.runAsNonRoot")
                        .isTrue())
                .hasMessageContaining("  samples/store-insecure/aks-policy.yaml:11:9 (configuration)")
                .hasMessageContaining("spec.template.spec.securityContext.runAsNonRoot is false");
        assertThat(insecureDev)
                .workload("store-front")
                .field("spec.template.spec.hostUsers")
                .isNotSet();
        assertThatThrownBy(() -> assertThat(insecureDev)
                        .workload("store-front")
                        .field("spec.template.spec.securityContext.runAsNonRoot")
                        .isNotSet())
                .hasMessageContaining("to not be set");
        assertThatThrownBy(() -> assertThat(insecure).workload("node-debug").sharesNoHostNamespace())
                .hasMessageContaining("spec.hostPID is true");
        assertThatThrownBy(() -> assertThat(insecure).resources().workloads().haveLabel("cost-center"))
                .hasMessageContaining("metadata.labels.cost-center is not set")
                .hasMessageContaining("in: prod/store\n")
                .hasMessageEndingWith("in: prod/k8s");
        assertThatThrownBy(() -> assertThat(prod).resources().ofKind("Ingress").hasSize(2))
                .hasMessage("expected 2 resources, but there are 1\n  Ingress store-front in store");
    }

    @Test
    void softAssertionsCollectAlongTheWholeChain() {
        var softly = new AksPolicySoftAssertions();
        softly.assertThat(insecure)
                .workload("node-debug")
                .isIn("kube-system")
                .sharesNoHostNamespace()
                .container("nobody")
                .isNotPrivileged()
                .field("image")
                .isSet();
        softly.assertThat(prod).workload("order-service").runsAsNonRoot();

        assertThat(softly.errorsCollected()).hasSize(3);
        assertThatThrownBy(softly::assertAll)
                .hasMessageContaining("Multiple Failures (3 failures)")
                .hasMessageContaining("there is no container nobody");
    }

    @Test
    void aDescriptionComesFirst() {
        assertThatThrownBy(() -> assertThat(prod).as("the on-call handbook").hasNo("Ingress"))
                .hasMessageStartingWith("[the on-call handbook] expected environment prod to have no Ingress, but\n");
    }

    @Test
    void whatIsExemptIsNoComplaint(@TempDir Path root) throws ConfigurationException, IOException {
        Files.writeString(root.resolve("aks-policy.yaml"), """
                schemaVersion: 1
                sources: [{manifests: k8s.yaml}]
                exemptions: policy-exemptions.yaml
                """);
        Files.writeString(root.resolve("policy-exemptions.yaml"), """
                schemaVersion: 1
                exemptions:
                  - policy: pod/privileged
                    resource: Pod/agent
                    kind: risk-accepted
                    reason: it reads the counters of the node
                    owner: team-platform
                    approvedBy: kim
                    until: 2027-06-30
                """);
        Files.writeString(
                root.resolve("k8s.yaml"), pod("agent", "") + "---\n" + pod("web", "") + "---\n" + pod("log", """
                  annotations:
                    akspolicy.github.io/exempt.pod.privileged: "until=2027-01-31;owner=team-log;reason=until 4.0"
                """));
        Environment environment = load(root, "2026-12-01").environment("default");

        assertThat(environment).workload("agent").passes("pod/privileged");
        assertThat(environment).workload("log").passes("pod/privileged");
        assertThat(environment.release("k8s.yaml")).workload("log").passes("pod/privileged");
        assertThatThrownBy(() -> assertThat(environment).passes("pod/privileged"))
                .hasMessageContaining("[ERROR] pod/privileged (critical) Pod web")
                .hasMessageContaining("  not counted: pod/privileged (critical) Pod agent, container c: exempt"
                        + " (risk-accepted) until 2027-06-30, team-platform: it reads the counters of the node")
                .hasMessageContaining("  not counted: pod/privileged (critical) Pod log, container c: exempt"
                        + " (risk-accepted) until 2027-01-31, team-log: until 4.0")
                .message()
                .doesNotContain("[ERROR] pod/privileged (critical) Pod agent", "exemption/");
        // and it is again when it has expired
        Environment later = load(root, "2027-02-01").environment("default");
        assertThat(later).workload("agent").passes("pod/privileged");
        assertThatThrownBy(() -> assertThat(later).workload("log").passes("pod/privileged"))
                .hasMessageContaining("[ERROR] pod/privileged (critical) Pod log");
    }

    private static String pod(String name, String annotations) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                %sspec:
                  containers: [{name: c, image: c:1, securityContext: {privileged: true}}]
                """.formatted(name, annotations);
    }

    private static Verification load(Path root, String today) throws ConfigurationException {
        return Verification.load(root.resolve("aks-policy.yaml"), Overrides.NONE.today(today));
    }

    @Test
    void clustersAreAskedForWhatAzureSees(@TempDir Path root) throws ConfigurationException, IOException {
        Files.writeString(root.resolve("aks-policy.yaml"), "schemaVersion: 1\nsources:\n  - manifests: aks.yaml\n");
        Files.writeString(root.resolve("aks.yaml"), """
                apiVersion: containerservice.azure.com/v1api20240901
                kind: ManagedCluster
                metadata: {name: shop}
                spec:
                  disableLocalAccounts: true
                  apiServerAccessProfile:
                    enablePrivateCluster: false
                """);
        Environment environment = Verification.load(root.resolve("aks-policy.yaml"), Overrides.NONE)
                .environment("default");

        assertThat(environment).cluster().hasLocalAccountsDisabled().has(ClusterProperties.ENABLE_RBAC, true);
        assertFails(() -> assertThat(environment).cluster().isPrivate(), """
                expected cluster shop to have apiServerAccessProfile.enablePrivateCluster true, but
                  aks.yaml:7:5   apiServerAccessProfile.enablePrivateCluster is false
                  in: default/aks.yaml
                """);
        assertFails(
                () -> assertThat(insecure.release("k8s"))
                        .resources()
                        .ofKind("ManagedCluster")
                        .isNotEmpty(),
                "expected resources, but there are none");
    }

    @Test
    void noByteOfASecretIsShown(@TempDir Path root) throws ConfigurationException, IOException {
        Files.writeString(root.resolve("aks-policy.yaml"), "schemaVersion: 1\nsources:\n  - manifests: k8s.yaml\n");
        Files.writeString(root.resolve("k8s.yaml"), """
                apiVersion: v1
                kind: Secret
                metadata: {name: token}
                stringData: {token: hunter2hunter2, word: tiger}
                """);
        Environment environment = Verification.load(root.resolve("aks-policy.yaml"), Overrides.NONE)
                .environment("default");

        assertThatThrownBy(() -> assertThat(environment)
                        .resource("Secret", "token")
                        .field("stringData.token")
                        .isEqualTo("other"))
                .hasMessageContaining("stringData.token is \"«redacted»\"")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> assertThat(environment)
                        .resource("Secret", "token")
                        .field("stringData.word")
                        .isEqualTo("other"))
                .hasMessageContaining("stringData.word is \"«redacted»\"")
                .hasMessageNotContaining("tiger");
    }

    @Test
    void whatASubjectMayDoIsToldByBindingRoleAndRule() {
        String reader = "2b7e4f90-6a1d-4c35-8f02-9d3c5e7a1b46";
        assertThat(prod)
                .group(reader)
                .can(verbs("get", "list"), on("pods", "deployments.apps").in("store"))
                .cannot(verbs("get"), on("secrets").in("store"))
                .cannot(verbs("list"), on("pods").in("kube-system"));
        assertThat(prod)
                .serviceAccount("store", "order-service")
                .canOnly(verbs("get", "watch"), on("configmaps").named("order"));

        assertThatThrownBy(() -> assertThat(insecure)
                        .serviceAccount("platform", "certificate-issuer")
                        .canOnly(verbs("get"), on("pods")))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "expected ServiceAccount platform/certificate-issuer to be allowed to get pods in"
                                + " platform only, but\n")
                .hasMessageContaining("samples/store-insecure/k8s/certificates.yaml:15")
                .hasMessageContaining("ClusterRoleBinding certificate-issuer binds ClusterRole certificate-issuer");
    }

    @Test
    void whoCanDoSomethingIsToldByBindingRoleAndRule() {
        String reader = "Group:2b7e4f90-6a1d-4c35-8f02-9d3c5e7a1b46";
        String onCall = "Group:8c6d3b52-40fb-4a38-9b8d-3b1f6f0e7a21";
        String deployer = "User:6f1c8d20-3b9e-4a57-9c14-7e2d0b5f8a63";
        // an admin group of the cluster, which AKS itself binds to cluster-admin
        String admins = "Group:9e4c2f71-8d3a-4b60-a5f7-1c6e0d9b2358";
        assertThat(prod)
                .whoCan(verbs("list"), on("pods").in("store"))
                .includes(reader, onCall, admins)
                .isAtMost(reader, onCall, admins);
        assertThat(prod).whoCan(verbs("get", "list"), on("secrets").in("store")).isAtMost(admins);
        assertThat(prod).whoCan(verbs("delete"), on("deployments").in("store")).isAtMost(deployer, admins);

        assertFails(
                () -> assertThat(prod)
                        .whoCan(verbs("list"), on("pods").in("store"))
                        .isAtMost(reader, admins),
                """
                expected who can list pods in store to be at most Group 2b7e4f90-6a1d-4c35-8f02-9d3c5e7a1b46, \
                Group 9e4c2f71-8d3a-4b60-a5f7-1c6e0d9b2358, but
                  samples/store/deploy/store/templates/rbac.yaml:9:5   Role store-on-call grants list pods in store
                  samples/store/deploy/store/values.yaml:7:1
                  RoleBinding store-on-call binds Role store-on-call to Group 8c6d3b52-40fb-4a38-9b8d-3b1f6f0e7a21
                  values: onCallGroupId
                  via samples/store/deploy/store/templates/rbac.yaml:31
                  in: prod/store
                """);
        assertThatThrownBy(() -> assertThat(prod)
                        .whoCan(verbs("list"), on("pods").in("store"))
                        .includes(reader, "ServiceAccount:store/order-service"))
                .hasMessage(
                        "expected who can list pods in store to include more, but\n  list pods in store is not allowed"
                                + " by Kubernetes RBAC to ServiceAccount store/order-service");
        assertThatThrownBy(() -> assertThat(prod)
                        .whoCan(verbs("list"), on("pods").in("store"))
                        .isAtMost("ServiceAccount:order-service"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> assertThat(prod).whoCan(verbs("get"), on("secret").in("store")))
                .as("a question about nothing must not pass")
                .hasMessage("no resource is called secret: write secrets");
    }

    @Test
    void aBindingOfNoNamespaceLeavesTheAnswerOpen(@TempDir Path root) throws IOException, ConfigurationException {
        Files.createDirectories(root.resolve(".git"));
        Files.writeString(root.resolve("aks-policy.yaml"), "schemaVersion: 1\nsources:\n  - manifests: k8s.yaml\n");
        Files.writeString(root.resolve("k8s.yaml"), """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: order}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
                subjects: [{kind: ServiceAccount, name: order}]
                """);
        Environment environment = Verification.load(root.resolve("aks-policy.yaml"), Overrides.NONE)
                .environment("default");
        assertFails(
                () -> assertThat(environment)
                        .whoCan(verbs("get"), on("secrets").in("store"))
                        .isNobody(),
                """
                expected who can get secrets in store to be empty, which the sources do not say:
                  RoleBinding order has no namespace, so it is unknown where it grants
                """);
    }
}
