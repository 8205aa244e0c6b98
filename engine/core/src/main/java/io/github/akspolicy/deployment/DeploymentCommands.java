package io.github.akspolicy.deployment;

import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.List;

/** Reads the commands with which a repository is deployed. */
public final class DeploymentCommands {
    private DeploymentCommands() {}

    /**
     * The commands of all pipelines and scripts below a folder, in the order of files and lines. A file that cannot be read has
     * none: what it deploys is not known.
     *
     * @param folder absolute
     */
    public static List<DeploymentCommand> in(Path folder, Workspace workspace) {
        Path root = folder.toAbsolutePath().normalize();
        var files = new PipelineFiles(root, workspace);
        var commands = new CommandReader(new RepositoryPaths(root, workspace));
        new GitHubWorkflows(files, root, commands).read();
        new AzurePipelines(files, root, commands).read();
        new GitLabPipelines(files, root, commands).read();
        new ScriptFiles(files, root, commands).read();
        new ArgoCdApplications(files, commands).read();
        return commands.commands();
    }
}
