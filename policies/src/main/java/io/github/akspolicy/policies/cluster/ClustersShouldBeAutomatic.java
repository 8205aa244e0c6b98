package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.resource.cluster.ClusterProperties.SKU_NAME;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Setting;

/** AKS Automatic is an SKU of the cluster; in azurerm it is a type of its own. */
final class ClustersShouldBeAutomatic extends BuiltInPolicy<ManagedCluster> {
    ClustersShouldBeAutomatic() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/automatic-sku", Severity.INFO, "Clusters should use AKS Automatic")
                        .fix("use AKS Automatic"));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting sku = managedCluster.get(SKU_NAME);
        if (managedCluster.isAutomatic() || Demand.isUnknown(sku, judgement)) {
            return;
        }
        String what = managedCluster.notation() == Notation.AZURERM
                ? "the type is azurerm_kubernetes_cluster: AKS Automatic is azurerm_kubernetes_automatic_cluster"
                : sku.words() + ": " + sku.write("Automatic");
        judgement.fail(sku.place(), what);
    }
}
