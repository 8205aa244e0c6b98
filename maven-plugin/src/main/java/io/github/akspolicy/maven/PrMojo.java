package io.github.akspolicy.maven;

import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.FindingsException;
import io.github.akspolicy.run.Invocation;
import io.github.akspolicy.run.PullRequestCommand;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Does what <code>verify</code> does, and reports to the pull request over the network: threads on the lines and a status in
 * Azure Repos, a check with an annotation for each finding on GitHub. A second run adds nothing; what is fixed is resolved.
 * The job of the CI system says which pull request it is; the token is read from <code>SYSTEM_ACCESSTOKEN</code> or
 * <code>GITHUB_TOKEN</code>. Without token nothing is posted, and the summary of the job has everything.
 *
 * @since 0.1.0
 */
@Mojo(name = "pr", threadSafe = true)
public class PrMojo extends VerifyMojo {
    /** Modules that give the plugin other dependencies load this class again, and have nothing in common. */
    private static final String ALL =
            PrMojo.class.getName() + "@" + System.identityHashCode(PrMojo.class.getClassLoader());

    /**
     * The address of the service instead of the one that the job names: of the API of GitHub, such as
     * <code>https://github.example.com/api/v3</code>, or of a collection of Azure DevOps.
     */
    @Parameter(property = "aks-policy.pr.url", defaultValue = "")
    private @Nullable String url;

    /**
     * How many threads (50 when not set) or annotations of a check (1000) there may be; the worst come first, the summary has
     * all.
     */
    @Parameter(property = "aks-policy.pr.limit", defaultValue = "0")
    private int limit;

    /** Whether proven fixes are suggested, which renders the charts once more for each. */
    @Parameter(property = "aks-policy.pr.suggest", defaultValue = "true")
    private boolean suggest;

    @Override
    PullRequestCommand command() throws CommandException {
        Invocation invocation = invocation();
        return new PullRequestCommand(
                invocation,
                presentation(invocation),
                base(),
                isOnlyNew(),
                new PullRequestCommand.Options(url, limit, suggest));
    }

    @Override
    void run() throws MojoExecutionException, CommandException, FindingsException {
        PullRequestCommand command = command();
        List<PullRequestCommand> all = all();
        all.add(command);
        Reactor.of(session(), getLog())
                .review((whole, isComplete) ->
                        command.post(whole, PullRequestCommand.suggestions(all, whole), isComplete && isWhole()));
        super.run();
    }

    /** The command in every module. */
    @SuppressWarnings("unchecked")
    private List<PullRequestCommand> all() {
        MavenExecutionRequest request = session().getRequest();
        synchronized (request) {
            return (List<PullRequestCommand>)
                    request.getData().computeIfAbsent(ALL, unused -> new CopyOnWriteArrayList<PullRequestCommand>());
        }
    }

    /** Part of the modules or environments says nothing about the others. */
    private boolean isWhole() {
        MavenExecutionRequest request = session().getRequest();
        String from = request.getResumeFrom();
        return request.isRecursive()
                && request.getSelectedProjects().isEmpty()
                && request.getExcludedProjects().isEmpty()
                && (from == null || from.isEmpty())
                && !hasChosenEnvironments();
    }
}
