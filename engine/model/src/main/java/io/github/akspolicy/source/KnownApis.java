package io.github.akspolicy.source;

import io.github.akspolicy.resource.ServedApi;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code .Capabilities.APIVersions} of a chart holds.
 *
 * @param helmsOwn whether what Helm knows without a cluster is part of it: every version that its client library has types
 *     for, removed ones, too, and no kinds
 * @param versions {@code group/version} or {@code group/version/Kind}
 */
public record KnownApis(boolean helmsOwn, List<String> versions) {
    /**
     * What every AKS cluster serves besides Kubernetes itself: the metrics server cannot be turned off, the snapshot
     * controller is on unless {@code storageProfile.snapshotController.enabled} is false.
     */
    private static final List<String> OF_AKS = List.of(
            "metrics.k8s.io/v1beta1",
            "metrics.k8s.io/v1beta1/NodeMetrics",
            "metrics.k8s.io/v1beta1/PodMetrics",
            "snapshot.storage.k8s.io/v1",
            "snapshot.storage.k8s.io/v1/VolumeSnapshot",
            "snapshot.storage.k8s.io/v1/VolumeSnapshotClass",
            "snapshot.storage.k8s.io/v1/VolumeSnapshotContent");

    private static final Pattern MINOR = Pattern.compile("v?1\\.([0-9]{1,4})(?:[.+-].*)?");

    public KnownApis {
        versions = List.copyOf(versions);
    }

    /** What {@code helm template} knows by itself, and more: its option {@code --api-versions}. */
    public static KnownApis ofHelm(List<String> more) {
        return new KnownApis(true, more);
    }

    /**
     * What an AKS cluster serves, as {@code helm install} asks it, and more.
     *
     * @param kubeVersion such as {@code v1.32.0}; what is no version of Kubernetes 1 counts as the newest
     */
    public static KnownApis ofAks(String kubeVersion, List<String> more) {
        Matcher version = MINOR.matcher(kubeVersion);
        int minor = version.matches() ? Integer.parseInt(version.group(1)) : ServedApi.NEWEST;
        Set<String> all = new LinkedHashSet<>();
        for (ServedApi api : ServedApi.of(minor)) {
            all.add(api.apiVersion());
            all.add(api.apiVersion() + "/" + api.kind());
        }
        all.addAll(OF_AKS);
        all.addAll(more);
        return new KnownApis(false, new ArrayList<>(all));
    }
}
