package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.policies.cluster.Collision.Match;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.DataTable;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import java.util.List;
import java.util.Set;

/** The table of settings that Azure refuses together: {@code refusals.txt}, which says where each line comes from. */
public final class Refusals {
    /** What a policy that asks declares. */
    public static final Set<Index<?, ?>> READS = Part.READS;

    static final List<Collision> ALL = DataTable.lines(Refusals.class, "refusals.txt").stream()
            .map(Collision::of)
            .toList();

    private Refusals() {}

    /**
     * What would collide with a value if it were written: why a policy must not ask for it.
     *
     * @param indexes must have {@link #READS}
     */
    public static List<String> beside(AzureProperty property, String value, AzureResource resource, Indexes indexes) {
        return ALL.stream()
                .filter(collision -> collision.isAbout(property, value))
                .flatMap(collision -> collision.others(resource, indexes).stream())
                .filter(match -> !match.isOpen())
                .map(Match::words)
                .toList();
    }
}
