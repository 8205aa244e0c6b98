package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.POD_LINK_LOCAL_ACCESS;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;

/** The metadata service gives tokens of the nodes to any pod that asks. */
final class PodsMustNotReachTheMetadataService extends BuiltInPolicy<ManagedCluster> {
    /** Those that cannot do without the service; AKS refuses the restriction beside them (imds-restriction, limitations). */
    private static final List<AzureProperty> NEED_IT = List.of(
            ClusterProperties.AZURE_POLICY,
            ClusterProperties.OMS_AGENT,
            ClusterProperties.CONTAINER_INSIGHTS,
            AzureProperty.arm("addonProfiles.ingressApplicationGateway.enabled"),
            AzureProperty.arm("addonProfiles.aciConnectorLinux.enabled"));

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/imds-restriction",
                    MEDIUM,
                    "Pods should not reach the instance metadata service",
                    "restrict the metadata service to the nodes, or deny pods its address by network policies")
            .in(TALK)
            .references(Catalog.AKS_DOCS, "imds-restriction");

    PodsMustNotReachTheMetadataService() {
        super(ManagedCluster.VIEW, INFO);
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting access = managedCluster.get(POD_LINK_LOCAL_ACCESS);
        if (access.is("None") || Demand.isUnknown(access, judgement)) {
            return;
        }
        if (!access.isExpressible()) {
            judgement.unknown(
                    access.place(),
                    UnknownCause.INPUT,
                    access.name() + " cannot be expressed in " + access.notation() + ": look at the cluster itself");
            return;
        }
        List<String> addOns = NEED_IT.stream()
                .map(managedCluster::get)
                .filter(addOn -> addOn.isWritten() && addOn.isTrue())
                .map(addOn -> addOn.name().replaceFirst("^.*Profiles?\\.", "").replaceFirst("\\.enabled$", ""))
                .toList();
        String fix = addOns.isEmpty()
                ? access.write("None")
                : "deny pods 169.254.169.254 by network policies, since AKS takes no restriction beside "
                        + String.join(" and ", addOns);
        judgement.fail(access.place(), access.words() + ": " + fix);
    }
}
