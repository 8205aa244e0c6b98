package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a pod or pod template to judge which node pools take it.
 *
 * @param pools the node pools that it names; mostly none
 * @param tolerations what it tolerates
 * @param windows the field that asks for Windows; null when none does
 * @param isDaemonSet whether it is put on every node that takes it, be it none
 * @param containers the pod's containers
 */
record PodPlacement(
        List<PoolChoice> pools,
        List<Toleration> tolerations,
        @Nullable Place windows,
        boolean isDaemonSet,
        List<ContainerId> containers)
        implements ContainerScope.Fact {
    /** The labels that AKS gives to nodes by their pool, the older one last (articles/aks/use-labels.md). */
    private static final Set<String> POOL_LABELS = Set.of("kubernetes.azure.com/agentpool", "agentpool");

    private static final Set<String> OS_LABELS = Set.of("kubernetes.io/os", "beta.kubernetes.io/os");

    /**
     * The pools that one field names.
     *
     * @param words what the field is called in messages
     * @param names one of these must be there
     */
    public record PoolChoice(String words, List<String> names, Place place) {}

    /** The facts of a resource: one for each pod that it carries. */
    public static List<PodPlacement> of(Resource resource) {
        return Pod.VIEW.in(resource).stream().map(PodPlacement::of).toList();
    }

    private static PodPlacement of(Pod pod) {
        var pools = new ArrayList<PoolChoice>(1);
        Place windows = pod.isWindows() ? pod.spec().at("os", "name").place() : null;
        for (Field label : pod.spec().get("nodeSelector").fields()) {
            if (POOL_LABELS.contains(label.key())) {
                pools.add(new PoolChoice("nodeSelector " + label.key(), List.of(label.stringOr("")), label.place()));
            } else if (windows == null && OS_LABELS.contains(label.key()) && "windows".equals(label.string())) {
                windows = label.place();
            }
        }
        PoolChoice affinity = affinity(pod);
        if (affinity != null) {
            pools.add(affinity);
        }
        return new PodPlacement(
                List.copyOf(pools),
                pod.spec().get("tolerations").items().stream()
                        .map(Toleration::of)
                        .toList(),
                windows,
                pod.resource().kind().equals("DaemonSet"),
                pod.containerIds());
    }

    /** The terms of an affinity are alternatives: only when each names pools, the pod needs one of them. */
    private static @Nullable PoolChoice affinity(Pod pod) {
        List<Field> terms = pod.spec()
                .at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
                .items();
        var names = new LinkedHashSet<String>();
        Field first = null;
        String key = "";
        for (Field term : terms) {
            Field named = term.get("matchExpressions").items().stream()
                    .filter(expression ->
                            POOL_LABELS.contains(expression.get("key").stringOr(""))
                                    && "In".equals(expression.get("operator").string()))
                    .findFirst()
                    .orElse(null);
            if (named == null) {
                return null;
            }
            named.get("values").items().forEach(value -> names.add(value.stringOr("")));
            if (first == null) {
                first = named.get("values");
                key = named.get("key").stringOr("");
            }
        }
        return first == null ? null : new PoolChoice("nodeAffinity " + key, List.copyOf(names), first.place());
    }

    /** Whether the pod may run on nodes with this taint. */
    boolean tolerates(Taint taint) {
        return tolerations.stream().anyMatch(toleration -> toleration.tolerates(taint));
    }
}
