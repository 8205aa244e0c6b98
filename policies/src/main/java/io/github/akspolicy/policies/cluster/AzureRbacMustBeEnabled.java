package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.AZURE_RBAC;
import static io.github.akspolicy.resource.cluster.PoolProperties.MODE;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;

/** With Azure RBAC who may do what in the cluster is decided, and seen, where everything else of Azure is. */
final class AzureRbacMustBeEnabled extends BuiltInPolicy<ManagedCluster> {
    private static final Parameter<String> MODE = Parameter.choice(
            "mode",
            List.of("azureRbac", "kubernetesRbac", "either"),
            "azureRbac",
            "the way to authorize that is wanted");

    AzureRbacMustBeEnabled() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/azure-rbac-enabled", HIGH, "Azure RBAC for Kubernetes authorization must be enabled")
                        .fix("enable Azure RBAC for Kubernetes")
                        .parameters(MODE));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting azureRbac = managedCluster.get(AZURE_RBAC);
        String mode = judgement.get(MODE);
        if (mode.equals("either") || Demand.isUnknown(azureRbac, judgement)) {
            return;
        }
        boolean wanted = mode.equals("azureRbac");
        if (azureRbac.isTrue() != wanted) {
            Demand.fail(azureRbac, wanted, judgement);
        }
    }
}
