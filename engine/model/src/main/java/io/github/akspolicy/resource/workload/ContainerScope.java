package io.github.akspolicy.resource.workload;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A view that consists of containers and can be narrowed, for the parameters {@code excludedContainers} and
 * {@code excludedImages} that Azure Policy gives to every container policy.
 *
 * @param <V> the view itself
 */
public interface ContainerScope<V> {
    /** This view without the containers that match, or null when nothing is left to judge. */
    @Nullable
    V without(Predicate<Container> excluded);

    /** A fact for joint policies that stands for containers: it is left out when all of them are excluded. */
    interface Fact {
        List<ContainerId> containers();
    }
}
