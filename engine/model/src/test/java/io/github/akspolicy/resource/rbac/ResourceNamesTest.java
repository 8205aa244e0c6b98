package io.github.akspolicy.resource.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.resource.KubernetesResource;
import io.github.akspolicy.resource.KubernetesResource.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceNamesTest {
    @Test
    void aGroupThatIsLeftOutIsThatOfTheResource() {
        assertThat(ResourceNames.group("pods")).isEmpty();
        assertThat(ResourceNames.group("deployments")).isEqualTo("apps");
        assertThat(ResourceNames.group("resourceclaims")).isEqualTo("resource.k8s.io");
        assertThat(ResourceNames.group("widgets")).isEmpty();
        assertThat(ResourceNames.group("")).isEmpty();
    }

    @Test
    void aKindASingularAndAShortNameAreNoResources() {
        assertThat(ResourceNames.problem("NetworkPolicy", List.of("networking.k8s.io")))
                .contains("NetworkPolicy, which matches nothing: write networkpolicies");
        assertThat(ResourceNames.problem("po/log", List.of("")))
                .contains("po/log, which matches nothing: write pods/log");
        assertThat(ResourceNames.problem("po", List.of("apps"))).isEmpty();
        assertThat(ResourceNames.problem("", List.of(""))).isEmpty();
        assertThat(ResourceNames.problem("-", List.of(""))).isEmpty();
        assertThatThrownBy(() -> ResourceNames.group("svc")).hasMessage("no resource is called svc: write services");
    }

    @Test
    void everyResourceWithObjectsHasAScopeAndAKind() {
        assertThat(KubernetesResource.ALL)
                .allSatisfy(resource -> assertThat(resource.kind().isEmpty()).isEqualTo(resource.scope() == Scope.NONE))
                .extracting(resource -> resource.group() + '/' + resource.name())
                .doesNotHaveDuplicates();
        assertThat(ResourceNames.isOfTheCluster("", "nodes/proxy")).isTrue();
        assertThat(ResourceNames.isOfTheCluster("metrics.k8s.io", "nodes")).isFalse();
        assertThat(KubernetesResource.isOfTheCluster("resource.k8s.io/v1", "DeviceTaintRule"))
                .isTrue();
        assertThat(KubernetesResource.isOfTheCluster("constraints.gatekeeper.sh/v1beta1", "Any"))
                .isTrue();
        assertThat(KubernetesResource.isOfTheCluster("example.com/v1", "Node")).isFalse();
    }
}
