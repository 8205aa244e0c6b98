package io.github.akspolicy.helm.deployment;

import io.github.akspolicy.source.DeploymentCondition;
import java.util.List;

/**
 * What a deployment decides about what a chart writes.
 *
 * @param conditions those that it may decide otherwise than the render did, sorted
 * @param notes about the templates that write other documents
 * @param revision of the upgrade that has to be evaluated for them, too; 0 for none
 */
public record Differences(List<DeploymentCondition> conditions, List<String> notes, int revision) {
    /** A chart that writes the same everywhere. */
    public static final Differences NONE = new Differences(List.of(), List.of(), 0);

    public Differences {
        conditions = conditions.stream().sorted().toList();
        notes = List.copyOf(notes);
    }
}
