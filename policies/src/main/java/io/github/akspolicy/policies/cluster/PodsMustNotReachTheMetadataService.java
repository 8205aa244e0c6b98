package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.EXTENSIONS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.NETWORK_PLUGIN;
import static io.github.akspolicy.resource.cluster.ClusterProperties.NETWORK_POLICY;
import static io.github.akspolicy.resource.cluster.ClusterProperties.POD_LINK_LOCAL_ACCESS;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.MetadataDenial.Sum;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The metadata service gives tokens of the nodes to any pod that asks. */
final class PodsMustNotReachTheMetadataService extends BuiltInEnvironmentPolicy<ManagedCluster> {
    /**
     * Those that cannot do without the service; AKS refuses the restriction beside them (articles/aks/imds-restriction.md,
     * limitations, read 2026-11-29).
     */
    private static final List<AzureProperty> NEED_IT = List.of(
            ClusterProperties.AZURE_POLICY,
            ClusterProperties.OMS_AGENT,
            ClusterProperties.CONTAINER_INSIGHTS,
            ClusterProperties.APP_ROUTING,
            ClusterProperties.HTTP_APPLICATION_ROUTING,
            AzureProperty.arm("addonProfiles.ingressApplicationGateway.enabled")
                    .azurerm("ingress_application_gateway{}"),
            AzureProperty.arm("addonProfiles.aciConnectorLinux.enabled").azurerm("aci_connector_linux{}"),
            AzureProperty.arm("aiToolchainOperatorProfile.enabled").azurerm("ai_toolchain_operator_enabled"),
            AzureProperty.arm("metricsProfile.costAnalysis.enabled").azurerm("cost_analysis_enabled"));

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/imds-restriction",
                    MEDIUM,
                    "Pods should not reach the instance metadata service",
                    "restrict the metadata service to the nodes, or deny pods its address by network policies")
            .in(PREVIEW)
            .references(Catalog.AKS_DOCS, "imds-restriction");

    PodsMustNotReachTheMetadataService() {
        super(CLUSTERS, Set.of(EXTENSIONS, MetadataDenial.INDEX), INFO);
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        Setting access = managedCluster.get(POD_LINK_LOCAL_ACCESS);
        if (access.is("None") || Demand.isUnknown(access, judgement)) {
            return;
        }
        Setting engine = managedCluster.get(NETWORK_POLICY);
        // what installs itself behind the plugin none may be any engine
        boolean isOpen = engine.unresolved() != null
                || managedCluster.get(NETWORK_PLUGIN).is("none")
                || managedCluster.get(NETWORK_PLUGIN).unresolved() != null && !engine.isWritten();
        Sum all = indexes.derive(MetadataDenial.BY_CILIUM);
        Sum denial = isOpen || engine.is("cilium")
                ? all
                : engine.is("azure") || engine.is("calico") ? indexes.derive(MetadataDenial.BY_OTHERS) : Sum.NOTHING;
        if (!denial.cutOff().isEmpty()) {
            judgement.fail(
                    access.place(),
                    access.words() + ", and " + String.join(" and ", denial.cutOff())
                            + " denies pods all egress, DNS included, not the address alone: add"
                            + " enableDefaultDeny: {egress: false}");
            return;
        }
        if (denial.everywhere()) {
            if (isOpen) {
                judgement.unknown(
                        engine.place(),
                        UnknownCause.INPUT,
                        engine.words() + ": whether the network policies that deny pods 169.254.169.254 are enforced"
                                + " is in no source");
            }
            return;
        }
        String unenforced = all.everywhere()
                ? ", and " + engine.words() + ", so that the network policies that deny the address have no effect"
                : "";
        List<String> obstacles = obstacles(managedCluster, indexes);
        if (!access.isExpressible() && obstacles.isEmpty() && unenforced.isEmpty()) {
            judgement.unknown(
                    access.place(),
                    UnknownCause.INPUT,
                    access.words()
                            + ": set it with azapi_update_resource, or deny pods 169.254.169.254 by network policies");
            return;
        }
        String fix = !unenforced.isEmpty()
                ? "choose an engine for them (cluster/network-policy)"
                : obstacles.isEmpty()
                        ? access.write("None")
                        : "deny pods 169.254.169.254 by network policies, since AKS takes no restriction beside "
                                + String.join(" and ", obstacles);
        judgement.fail(access.place(), access.words() + unenforced + ": " + fix);
    }

    private static List<String> obstacles(ManagedCluster cluster, Indexes indexes) {
        Stream<String> addOns = NEED_IT.stream()
                .map(cluster::get)
                .filter(addOn -> addOn.isWritten() && addOn.isTrue())
                .map(addOn -> addOn.name()
                        .replaceFirst("^(properties\\.)?((addon|ingress|metrics|azureMonitor)Profiles?\\.)?", "")
                        .replaceFirst("\\.enabled$", ""));
        Stream<String> extensions = ClusterExtensions.of(cluster, indexes, ClusterExtensions.NEED_THE_METADATA_SERVICE);
        Stream<String> windows = cluster.pools().stream().anyMatch(pool -> !pool.isLinux())
                ? Stream.of("Windows pools")
                : Stream.empty();
        return Stream.of(addOns, extensions, windows).flatMap(names -> names).toList();
    }
}
