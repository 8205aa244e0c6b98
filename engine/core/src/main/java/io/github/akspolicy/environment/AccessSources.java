package io.github.akspolicy.environment;

import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.rbac.Permission.Evidence;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the resources behind what lets somebody do something. */
public final class AccessSources {
    private final Map<Object, DeployedResource> resources = new IdentityHashMap<>();

    public AccessSources(Environment environment) {
        for (Index<?, ?> index : AccessFacts.ACCESS.reads()) {
            for (Fact<?> fact : environment.facts(index)) {
                resources.put(fact.value(), fact.resource());
            }
        }
    }

    /** Where the place of some evidence lies; null when it is in no source, such as what the configuration says. */
    public @Nullable DeployedResource of(Evidence evidence) {
        return resources.get(evidence.fact());
    }
}
