package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.PolicyInfo;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of policies say all that their readers need. */
class PolicyPagesTest {
    static Stream<PolicyInfo> cluster() {
        return PolicyPages.infos().stream().filter(info -> info.group().equals("cluster"));
    }

    /** Bicep, azurerm, the command for a running cluster, what it does to nodes, and the status: on every page. */
    @ParameterizedTest
    @MethodSource("cluster")
    void pageOfAClusterPolicyIsComplete(PolicyInfo info) {
        String prose = new BuiltInPolicies().documentation(info.id()).orElseThrow();
        assertThat(ClusterPage.of(info.name(), prose).missing())
                .as("%s needs more in cluster-pages.yaml or its prose", info.id())
                .isEmpty();
        assertThat(PolicyPages.page(info))
                .contains("```bicep", "Status: ")
                .containsPattern("(?s)A running .{1,200}`az ")
                .containsAnyOf("```hcl", "azurerm has no argument")
                .containsAnyOf("azure.com/v", "Azure Service Operator")
                .doesNotContainPattern("## Exceptions\\s+None\\.")
                .doesNotContainPattern("AKS documentation: `");
    }

    @Test
    void onlyPoliciesAreDescribed() {
        assertThat(ClusterPage.names())
                .isSubsetOf(cluster().map(PolicyInfo::name).toList());
    }
}
