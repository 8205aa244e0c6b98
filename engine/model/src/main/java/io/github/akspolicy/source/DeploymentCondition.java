package io.github.akspolicy.source;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * A condition in a template that a deployment may decide otherwise than the render did.
 *
 * @param at where it is written
 * @param inputs what it depends on, sorted; at least one
 * @param secretData whether it only chooses data of Secrets, as generated passwords do
 */
public record DeploymentCondition(SourceLocation at, List<DeploymentInput> inputs, boolean secretData)
        implements Comparable<DeploymentCondition>, Serializable {
    private static final Comparator<DeploymentCondition> ORDER = Comparator.comparing(DeploymentCondition::at)
            .thenComparing(condition -> condition.inputs().toString())
            .thenComparing(DeploymentCondition::secretData);

    public DeploymentCondition {
        inputs = inputs.stream().sorted().distinct().toList();
    }

    /** Whether rendering an installation and an upgrade shows both sides. */
    public boolean isShownByVariants() {
        return inputs.equals(List.of(DeploymentInput.RELEASE_STATE));
    }

    @Override
    public int compareTo(DeploymentCondition other) {
        return ORDER.compare(this, other);
    }

    /** {@code templates/a.yaml:12 (release state)}. */
    @Override
    public String toString() {
        return at.path() + ":" + at.line() + " ("
                + String.join(
                        ", ", inputs.stream().map(DeploymentInput::toString).toList()) + ")";
    }
}
