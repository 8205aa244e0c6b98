package io.github.akspolicy.policies.workload;

import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import java.util.Optional;

/** The facts of an environment that joint policies about workloads share. */
final class WorkloadFacts {
    /** By namespace; the empty text when it is unknown. */
    static final Index<String, PodAdmission> POD_ADMISSIONS =
            new Index<>("pods at admission", Kinds.PODS, PodAdmission::of, PodAdmission::namespace);

    /** By the namespace's name. */
    static final Index<String, NamespaceLevels> NAMESPACE_LEVELS =
            new Index<>("namespaces", NamespaceLevels.KINDS, NamespaceLevels::of, NamespaceLevels::namespace);

    /** By namespace and each of their pods' labels, and by namespace and the empty label. */
    static final Index<Replicas.LabelKey, Replicas> REPLICAS =
            Index.byKeys("workloads", Kinds.PODS, Replicas::of, Replicas::keys);

    /** By what names them. */
    static final Index<WorkloadId, Replicas> WORKLOADS =
            new Index<>("workloads by name", Kinds.PODS, Replicas::of, Replicas::id);

    /** By the workload whose replicas they set. */
    static final Index<WorkloadId, Autoscaler> AUTOSCALERS =
            new Index<>("autoscalers", Autoscaler.KINDS, Autoscaler::of, Autoscaler::target);

    /** By namespace: empty when it is unknown. */
    static final Index<Optional<String>, DisruptionBudget> DISRUPTION_BUDGETS = new Index<>(
            "PodDisruptionBudgets",
            DisruptionBudget.KINDS,
            DisruptionBudget::of,
            budget -> Optional.ofNullable(budget.namespace()));

    /** Budgets and workloads alike, in the order of the sources. */
    static final Index<String, Disruption> DISRUPTIONS =
            new Index<>("disruptions", Kinds.PODS.or(DisruptionBudget.KINDS), Disruption::of, disruption -> "");

    /** By namespace: empty when it is unknown. */
    static final Index<Optional<String>, ContainerResources> CONTAINER_RESOURCES =
            new Index<>("container resources", Kinds.PODS, ContainerResources::of, ContainerResources::namespace);

    /** By namespace: empty when it is unknown. */
    static final Index<Optional<String>, LimitRangeDefaults> LIMIT_RANGES = new Index<>(
            "LimitRanges", Kinds.of("", "LimitRange"), LimitRangeDefaults::of, LimitRangeDefaults::namespace);

    /** Pods with the nodes that they ask for, all under one key. */
    static final Index<String, PodPlacement> POD_PLACEMENTS =
            new Index<>("placements of pods", Kinds.PODS, PodPlacement::of, placement -> "");

    private WorkloadFacts() {}
}
