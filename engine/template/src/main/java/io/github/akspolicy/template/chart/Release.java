package io.github.akspolicy.template.chart;

import java.util.List;

/**
 * What Helm is told of a release and of the cluster.
 *
 * @param name the name of the release
 * @param namespace its namespace
 * @param upgrades whether it is an upgrade, rather than an installation
 * @param revision 1 for an installation
 * @param kubeVersion the version of Kubernetes as given, such as {@code v1.32.0}
 * @param apiVersions what the cluster serves
 * @param helmVersion the version of Helm
 */
public record Release(
        String name,
        String namespace,
        boolean upgrades,
        int revision,
        String kubeVersion,
        List<String> apiVersions,
        String helmVersion) {}
