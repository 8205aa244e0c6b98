package io.github.akspolicy.deployment;

import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.List;

/** Finds the environments that the charts of a repository are deployed to. */
public final class ChartEnvironments {
    private ChartEnvironments() {}

    /**
     * The environments of a chart, sorted by name; none where nothing but its default values is known.
     *
     * @param chart the folder of the chart, absolute
     * @param commands of the repository
     */
    public static List<ChartEnvironment> of(Path chart, List<DeploymentCommand> commands, Workspace workspace) {
        return List.of();
    }
}
