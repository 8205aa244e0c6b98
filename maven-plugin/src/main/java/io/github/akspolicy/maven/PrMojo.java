package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.fix.Fixer;
import io.github.akspolicy.review.PullRequest;
import io.github.akspolicy.review.ReviewException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Does what <code>verify</code> does, and reports to the pull request over the network: threads on the lines and a status in
 * Azure Repos, a check with an annotation for each finding on GitHub. A second run adds nothing; what is fixed is resolved.
 * The job of the CI system says which pull request it is; the token is read from <code>SYSTEM_ACCESSTOKEN</code> or
 * <code>GITHUB_TOKEN</code>. Without token nothing is posted, and the summary of the job has everything.
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
    void run() throws MojoExecutionException, MojoFailureException {
        List<PrMojo> all = all();
        all.add(this);
        Reactor.of(session(), getLog())
                .review((whole, isComplete) -> post(whole, suggested(all, whole), isComplete && isWhole()));
        super.run();
    }

    /** The goal in every module. */
    @SuppressWarnings("unchecked")
    private List<PrMojo> all() {
        MavenExecutionRequest request = session().getRequest();
        synchronized (request) {
            return (List<PrMojo>) request.getData().computeIfAbsent(ALL, unused -> new CopyOnWriteArrayList<PrMojo>());
        }
    }

    /** What would fix findings that are shown; nothing is proven while something cannot be evaluated. */
    private static Map<Finding, ProposedFix> suggested(List<PrMojo> all, Evaluation whole) {
        Set<String> shown = whole.annotated().stream().map(Finding::key).collect(Collectors.toSet());
        var fixes = new HashMap<Finding, ProposedFix>();
        if (whole.problems().isEmpty() && !shown.isEmpty()) {
            all.forEach(module -> fixes.putAll(module.suggested(shown)));
        }
        return fixes;
    }

    private Map<Finding, ProposedFix> suggested(Set<String> shown) {
        Path file = configuration();
        if (!suggest || !Files.exists(file)) {
            return Map.of();
        }
        // an edit must be right in every environment, whichever one is looked at
        Overrides everywhere = overrides().environments(List.of());
        try (var progress = ProgressLine.of(session(), getLog())) {
            return new Fixer(
                            edits -> Verification.load(file, everywhere.edits(edits)),
                            progress,
                            finding -> shown.contains(finding.key()))
                    .fix()
                    .proposals();
        } catch (ConfigurationException told) {
            getLog().warn("Nothing is suggested: " + SafeText.line(String.valueOf(told.getMessage())));
            return Map.of();
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

    private void post(Evaluation whole, Map<Finding, ProposedFix> fixes, boolean isWhole)
            throws MojoExecutionException {
        try {
            getLog().info(new PullRequest(System.getenv(), url == null ? "" : url, limit).post(whole, fixes, isWhole));
        } catch (ReviewException refused) {
            if (refused.isExpected()) {
                getLog().warn(refused.getMessage());
                return;
            }
            throw new MojoExecutionException("The pull request is not annotated: " + refused.getMessage(), refused);
        }
    }
}
