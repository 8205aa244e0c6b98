package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.ServiceAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    private static final Index<NamespacedName, ServiceAccount> ACCOUNTS =
            new Index<>("service accounts", ServiceAccount::of, ServiceAccount::key);
    private static final Index<NamespacedName, PodIdentity> PODS =
            new Index<>("pod identities", PodIdentity::of, PodIdentity::serviceAccount);

    private static final String CONFIGURATION = """
            schemaVersion: 1
            environments:
              dev: {namespace: shop-dev}
              prod: {namespace: shop}
            sources:
              - manifests: k8s
              - manifests: platform
                environments: [prod]
            """;

    @TempDir
    Path root;

    private ConfigurationFolder folder;

    @BeforeEach
    void writeManifests() {
        folder = ConfigurationFolder.bare(root).file("k8s/orders.yaml", """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: orders, labels: {team: shop}}
                        spec:
                          template:
                            spec:
                              serviceAccountName: orders
                              containers: [{name: orders, image: orders}]
                        ---
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata: {name: orders}
                        """).file("platform/platform.yaml", """
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: token, namespace: kube-system}
                        stringData: {token: hunter2hunter2}
                        ---
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: shop}
                        """);
    }

    private Environment read(String name) {
        return folder.load(CONFIGURATION).environment(name);
    }

    @Test
    void holdsTheReleasesOfThatEnvironmentOnly() {
        assertThat(read("prod").releases()).hasToString("[prod/k8s, prod/platform]");
        assertThat(read("dev").releases()).hasToString("[dev/k8s]");
        assertThat(read("dev").release("k8s").namespace()).isEqualTo("shop-dev");
        assertThatThrownBy(() -> read("dev").release("platform"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("it has k8s");
        assertThatThrownBy(() -> read("test")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resourcesAreFoundByWhatNamesThem() {
        Environment prod = read("prod");

        assertThat(prod.resources().size()).isEqualTo(4);
        assertThat(prod.resources().ofKind("Deployment")).hasToString("[Deployment orders in shop]");
        assertThat(prod.resources().ofKind("apps", "Deployment").size()).isEqualTo(1);
        assertThat(prod.resources().ofKind("", "Deployment").isEmpty()).isTrue();
        assertThat(prod.resources().workloads()).hasToString("[Deployment orders in shop]");
        assertThat(prod.resources().in("kube-system").named("token").size()).isEqualTo(1);
        assertThat(prod.resources().withLabel("team", "shop").size()).isEqualTo(1);
        assertThat(prod.resources().in("shop").size()).isEqualTo(2);
        assertThat(prod.resources().ofKind("Namespace")).hasToString("[Namespace shop]");
    }

    @Test
    void aFieldLeadsToItsLine() {
        DeployedResource orders =
                read("prod").resources().ofKind("Deployment").all().get(0);

        assertThat(orders.origin(orders.field("spec", "template")).primary()).hasToString("k8s/orders.yaml:5:3");
        assertThat(orders.origin(orders.field("spec", "replicas")).primary()).hasToString("k8s/orders.yaml:4:1");
    }

    @Test
    void indexesHoldTheFactsOfAllReleasesWithTheirResources() {
        Environment prod = read("prod");

        ServiceAccount account = prod.indexes().all(ACCOUNTS).get(0);
        assertThat(prod.indexes().all(PODS))
                .singleElement()
                .satisfies(pod -> assertThat(pod.serviceAccount()).isEqualTo(account.key()));
        assertThat(prod.indexes().get(PODS, account.key())).hasSize(1);
        assertThat(prod.facts(PODS))
                .singleElement()
                .satisfies(fact -> assertThat(fact.resource()).hasToString("Deployment orders in shop"));
        assertThat(prod.indexes().get(ACCOUNTS, new NamespacedName("store", "missing")))
                .isEmpty();
    }

    @Test
    void aPolicyJudgesItWithEveryFindingFailing() {
        var evaluation = read("prod").evaluate(List.of(ActivePolicy.of(ExamplePolicies.TEAM)));

        assertThat(evaluation.findings()).isNotEmpty().allMatch(finding -> finding.fails());
    }

    @Test
    void whatCannotBeReadIsAProblemWithItsLineAndWithoutSecrets() {
        folder.file("platform/broken.yaml", "apiVersion: v1\nkind: Pod\n\tspec: hunter2hunter2\n");

        assertThat(read("prod").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.at()).hasToString("platform/broken.yaml:3:1"));
        assertThat(read("dev").problems()).isEmpty();
        assertThat(read("prod").redact("token is hunter2hunter2")).isEqualTo("token is «redacted»");
    }

    @Test
    void anEmptyReleaseIsAProblem() {
        folder.file("platform/platform.yaml", "# nothing\n");

        assertThat(read("prod").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("yields no resource"));
    }
}
