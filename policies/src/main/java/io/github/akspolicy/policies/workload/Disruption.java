package io.github.akspolicy.policies.workload;

import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.stream.Stream;

/** What takes part in a voluntary disruption such as the drain of a node: budgets, and the workloads they protect. */
sealed interface Disruption permits DisruptionBudget, Replicas {
    /** The facts of a resource: budgets, and workloads that keep replicas. */
    static List<Disruption> of(Resource resource) {
        return Stream.<Disruption>concat(
                        DisruptionBudget.of(resource).stream(),
                        Replicas.of(resource).stream().filter(Replicas::isReplicated))
                .toList();
    }
}
