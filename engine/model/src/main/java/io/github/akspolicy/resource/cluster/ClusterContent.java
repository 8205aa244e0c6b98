package io.github.akspolicy.resource.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Resources of Azure that bring workloads, configuration or access into a cluster without saying what: no policy sees what they
 * bring, although one may see the resource. Whatever else the providers of Kubernetes have is among them unless it is known to
 * bring nothing. Source: learn.microsoft.com/azure/templates, as of 2026-11.
 */
public final class ClusterContent {
    /**
     * What resources of some types bring.
     *
     * @param type matches types in lower case, without version
     * @param fault why it is not evaluated; the same words for all of them
     */
    private record Content(Pattern type, String fault) {
        Content(String type, String fault) {
            this(Pattern.compile(type), fault);
        }
    }

    private static final List<Content> CONTENTS = List.of(
            new Content(
                    "microsoft\\.kubernetesconfiguration/fluxconfigurations",
                    "Flux deploys a repository, which is in no source"),
            new Content(
                    "microsoft\\.kubernetesconfiguration/extensions|microsoft\\.containerservice/.*/extensions",
                    "an extension installs its workloads in the cluster, which are in no source"),
            new Content(".*/runcommands", "the deployment runs a command, whose changes are not read"),
            new Content(
                    "microsoft\\.containerservice/managedclusters/trustedaccessrolebindings",
                    "what its roles may do in the cluster is in no source"),
            new Content(
                    "microsoft\\.containerservice/fleets(/.*)?",
                    "Fleet decides when its clusters are upgraded and what is placed on them, and no policy evaluates it"),
            new Content(
                    "microsoft\\.servicelinker/.*",
                    "a service connector makes objects in the cluster that are in no source"),
            new Content(
                    "microsoft\\.(containerservice|kubernetesconfiguration|kubernetesruntime|devhub)/.*",
                    "it changes what is in the cluster, and no policy knows its type"));

    /** Types of the providers that bring nothing into a cluster, or that their resources carry. */
    private static final Pattern NOTHING = Pattern.compile(
            "microsoft\\.containerservice/(.*snapshots"
                    + "|.*/(privateendpointconnections|maintenanceconfigurations|agentpools/machines|machines|loadbalancers"
                    + "|eventgridfilters)|locations/.*)|microsoft\\.kubernetesconfiguration/(privatelinkscopes.*|sourcecontrolconfigurations/operations)");

    /** Types whose content is evaluated as far as it is written, and brings more all the same. */
    private static final Set<AzureType> CARRIERS =
            Set.of(AzureType.CLUSTER_EXTENSION, AzureType.TRUSTED_ACCESS, AzureType.FLUX_CONFIGURATION);

    private ClusterContent() {}

    /**
     * Why what a resource brings into a cluster is not evaluated; empty where it brings nothing.
     *
     * @param type its type in ARM, in any case, with or without {@code @} and version
     */
    public static Optional<String> fault(String type) {
        String plain = type.toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
        AzureType known = AzureType.ofArm(plain);
        if (known != null && !CARRIERS.contains(known) || NOTHING.matcher(plain).matches()) {
            return Optional.empty();
        }
        return CONTENTS.stream()
                .filter(content -> content.type().matcher(plain).matches())
                .map(Content::fault)
                .findFirst();
    }
}
