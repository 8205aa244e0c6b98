package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pods of a workload: how many, and with which labels.
 *
 * @param id what names the workload
 * @param podLabels the labels of each pod
 * @param isReplicated whether a number of replicas is kept running, which the eviction of a pod is weighed against
 * @param count {@code spec.replicas} with the API server's default of 1, or null when it is no whole number
 * @param place the field {@code spec.replicas}
 * @param spread what keeps the replicas on different nodes or zones
 */
record Replicas(
        WorkloadId id,
        Map<String, String> podLabels,
        boolean isReplicated,
        @Nullable Long count,
        Place place,
        Spread spread)
        implements Disruption {
    /** Several indexes hold them. */
    private static final ViewType<Replicas> READ = new ViewType<>(
            "replicas",
            Kinds.PODS,
            resource -> Pod.VIEW.in(resource).stream().map(Replicas::of).toList());

    /** The facts of a resource: one for each pod that it carries. */
    public static List<Replicas> of(Resource resource) {
        return READ.in(resource);
    }

    private static Replicas of(Pod pod) {
        Resource resource = pod.resource();
        Field replicas = resource.root().at("spec", "replicas");
        return new Replicas(
                new WorkloadId(resource.namespace(), resource.kind(), resource.name()),
                // a third of the memory of a map that keeps an order
                Map.copyOf(LabelSelector.labels(pod.labels())),
                pod.isReplicated(),
                replicas.isPresent() ? replicas.integer() : Long.valueOf(1),
                replicas.place(),
                Spread.of(pod));
    }

    /**
     * The number of replicas that are kept at least: that of an autoscaler of the environment that sets it, else
     * {@link #count()}.
     *
     * @param indexes must have {@link Facts#AUTOSCALERS}
     */
    @Nullable
    Long atLeast(Indexes indexes) {
        List<Autoscaler> autoscalers = indexes.get(WorkloadFacts.AUTOSCALERS, id);
        return autoscalers.isEmpty() ? count : autoscalers.get(0).minimum();
    }

    /** What the workload is looked up by. */
    public Collection<LabelKey> keys() {
        var keys = new ArrayList<LabelKey>();
        keys.add(new LabelKey(id.namespace(), ""));
        podLabels.entrySet().forEach(label -> keys.add(new LabelKey(id.namespace(), LabelKey.text(label))));
        return keys;
    }

    /** A label within a namespace; the empty one is that of all. */
    public record LabelKey(@Nullable String namespace, String label) {
        private static String text(Map.Entry<String, String> label) {
            return label.getKey() + "=" + label.getValue();
        }
    }

    /** The workloads of a namespace whose pods a selector selects. */
    static List<Replicas> selected(@Nullable String namespace, LabelSelector selector, Indexes indexes) {
        String label = selector.matchLabels().entrySet().stream()
                .map(LabelKey::text)
                .sorted()
                .findFirst()
                .orElse("");
        return indexes.get(WorkloadFacts.REPLICAS, new LabelKey(namespace, label)).stream()
                .filter(replicas -> selector.matches(replicas.podLabels()))
                .toList();
    }
}
