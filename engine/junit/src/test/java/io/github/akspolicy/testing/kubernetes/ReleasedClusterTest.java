package io.github.akspolicy.testing.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Code that asks a cluster finds in it what the release brings, and each test its own. */
class ReleasedClusterTest {
    @RegisterExtension
    static final ReleasedCluster CLUSTER =
            ReleasedCluster.of("../../samples/store/aks-policy.yaml").environment("prod");

    @Test
    void theObjectsOfTheReleaseAreThere(KubernetesClient client) {
        assertThat(client.getNamespace()).isEqualTo("store");
        Deployment order = client.apps().deployments().withName("order-service").get();
        assertThat(order.getMetadata().getNamespace()).isEqualTo("store");
        assertThat(order.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isNotEmpty();
        assertThat(client.services().inNamespace("store").list().getItems()).isNotEmpty();
        assertThat(client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                                .withGroup("secrets-store.csi.x-k8s.io")
                                .withVersion("v1")
                                .withKind("SecretProviderClass")
                                .withPlural("secretproviderclasses")
                                .withNamespaced(true)
                                .build())
                        .inNamespace("store")
                        .list()
                        .getItems())
                .isNotEmpty();
        // a change is seen by this test alone
        client.apps().deployments().withName("order-service").delete();
        assertThat(client.apps().deployments().withName("order-service").get()).isNull();
    }

    @Test
    void eachTestHasItsOwnCluster(KubernetesClient client) {
        assertThat(client.apps().deployments().withName("order-service").get()).isNotNull();
        client.apps().deployments().withName("order-service").delete();
        assertThat(CLUSTER.client()).isSameAs(client);
    }

    static class Ambiguous {
        @RegisterExtension
        static final ReleasedCluster CLUSTER = ReleasedCluster.of("../../samples/store/aks-policy.yaml");

        @Test
        void asks(KubernetesClient client) {}
    }

    static class Missing {
        @RegisterExtension
        static final ReleasedCluster CLUSTER = ReleasedCluster.of("no-such-file.yaml");

        @Test
        void asks(KubernetesClient client) {}
    }

    @Test
    void whatCannotBeLoadedFailsTheTestAndSaysWhy() {
        assertThat(messageOf(Ambiguous.class)).endsWith("has the environments dev, prod: name one of them");
        assertThat(messageOf(Missing.class)).contains("no-such-file.yaml");
        assertThatThrownBy(() -> ReleasedCluster.of("a.yaml").client()).hasMessageContaining("only while a test runs");
    }

    private static String messageOf(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .findFirst()
                .orElseThrow();
    }
}
