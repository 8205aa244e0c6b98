package io.github.akspolicy.helm.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * One render.
 *
 * @param chart folder of the prepared chart
 * @param releaseName the release name
 * @param namespace the namespace; never empty
 * @param kubeVersion the Kubernetes version; never empty
 * @param valuesFiles later ones win; no path holds a comma
 * @param integers values that are whole numbers to Helm ({@code key=123}), which a values file cannot express: there all
 *     numbers are floats. Keys in Helm's notation, values digits only
 */
public record HelmCall(
        Path chart,
        String releaseName,
        String namespace,
        String kubeVersion,
        List<Path> valuesFiles,
        List<String> integers) {
    public HelmCall {
        valuesFiles = List.copyOf(valuesFiles);
        integers = List.copyOf(integers);
    }
}
