package io.github.akspolicy.helm;

import io.github.akspolicy.source.DeploymentCondition;
import java.util.Collection;
import java.util.List;

/**
 * What a chart writes otherwise in another state of its release, or at another time.
 *
 * @param conditions what differs and no condition explains
 * @param notes about the templates that write other documents
 * @param revision of the upgrade that has to be evaluated for them, too; 0 for none
 */
record Differences(List<DeploymentCondition> conditions, List<String> notes, int revision) {
    static final Differences NONE = new Differences(List.of(), List.of(), 0);

    /**
     * Differences that are evaluated.
     *
     * @param templates those that write other documents
     * @param what is said of each
     */
    static Differences of(
            List<DeploymentCondition> conditions, Collection<String> templates, String what, int revision) {
        return new Differences(
                conditions, templates.stream().map(path -> path + what).toList(), templates.isEmpty() ? 0 : revision);
    }
}
