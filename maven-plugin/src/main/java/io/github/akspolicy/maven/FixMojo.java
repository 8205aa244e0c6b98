package io.github.akspolicy.maven;

import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.FixCommand;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Fixes findings: finds the edit of the values file, template or manifest that makes a field wrong, renders and evaluates every
 * environment with it, and keeps it only if the finding is gone everywhere, nothing new is found and nothing else has changed.
 * Without a configuration it fixes what <code>scan</code> finds. In a build of several modules it goes through all that have a configuration.
 * Writes a patch, or edits the files with <code>-Daks-policy.fix=apply</code>. What needs a decision of a person is left alone, and
 * so are packaged and third-party charts.
 *
 * @since 0.1.0
 */
@Mojo(name = "fix", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class FixMojo extends PoliciesMojo {
    /** Where the patch goes; <code>target/aks-policy</code> by default. */
    @Parameter(property = "aks-policy.reportDirectory")
    private @Nullable File reportDirectory;

    /** <code>patch</code> writes <code>fix.patch</code> for <code>git apply</code>; <code>apply</code> edits the files. */
    @Parameter(property = "aks-policy.fix", defaultValue = "patch")
    private String fix;

    /**
     * Only findings of these policies, separated by commas; when empty those of all whose fix takes nothing away that the
     * program may need. Privileged mode, namespaces of the node and capabilities are taken away only where named here.
     */
    @Parameter(property = "aks-policy.fix.policies")
    private @Nullable List<String> policies;

    /** Without a configuration: the values files that <code>scan</code> was given, separated by commas. */
    @Parameter(property = "aks-policy.values")
    private @Nullable List<String> values;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Override
    FixCommand command() {
        return new FixCommand(invocation(reportDirectory), fix, policies, values);
    }

    @Override
    void run() throws CommandException {
        // a goal that needs no project runs once, in the top-level one, for all modules
        boolean isForAll = execution.getSource() == MojoExecution.Source.CLI
                && session().getProjects().size() > 1;
        List<MavenProject> modules = isForAll
                ? session().getProjects().stream().filter(this::isConfigured).toList()
                : List.of();
        if (modules.isEmpty()) {
            command().run();
            return;
        }
        for (MavenProject module : modules) {
            Path built = Path.of(module.getBuild().getDirectory()).resolve("aks-policy");
            getLog().info("Module " + module.getName());
            Path reports = reportDirectory == null ? built : in(module, reportDirectory.toPath());
            new FixCommand(invocation(null).in(in(module, configuration()), reports), fix, policies, values).run();
        }
    }

    private boolean isConfigured(MavenProject module) {
        return Files.exists(in(module, configuration()));
    }

    /** What of the top-level folder is meant in the folder of a module. */
    private Path in(MavenProject module, Path path) {
        return path.startsWith(directory())
                ? module.getBasedir().toPath().resolve(directory().relativize(path))
                : path;
    }
}
