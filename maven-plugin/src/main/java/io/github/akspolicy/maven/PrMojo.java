package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.fix.Fixer;
import io.github.akspolicy.review.PullRequest;
import io.github.akspolicy.review.ReviewException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Does what <code>verify</code> does, and tells the pull request over the network: threads on the lines and a status in
 * Azure Repos, a check with an annotation for each finding on GitHub. A second run adds nothing; what is mended is resolved.
 * The job of the CI system says which pull request it is; the token is read from <code>SYSTEM_ACCESSTOKEN</code> or
 * <code>GITHUB_TOKEN</code>. Without token nothing is posted, and the summary of the job has everything.
 */
@Mojo(name = "pr", threadSafe = true)
public final class PrMojo extends VerifyMojo {
    private static final String FIXES = PrMojo.class.getName() + ".fixes";

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
        Map<Finding, ProposedFix> fixes = fixes();
        Reactor.of(session(), getLog()).review((whole, isComplete) -> post(whole, fixes, isComplete && isWhole()));
        super.run();
    }

    @Override
    Evaluation compared(Verification verification, Evaluation evaluation, Progress progress) {
        Evaluation compared = super.compared(verification, evaluation, progress);
        Set<String> shown = compared.annotated().stream().map(Finding::key).collect(Collectors.toSet());
        if (suggest && compared.problems().isEmpty() && !shown.isEmpty()) {
            suggest(shown, progress);
        }
        return compared;
    }

    /** Of all modules. */
    @SuppressWarnings("unchecked")
    private Map<Finding, ProposedFix> fixes() {
        MavenExecutionRequest request = session().getRequest();
        synchronized (request) {
            return (Map<Finding, ProposedFix>)
                    request.getData().computeIfAbsent(FIXES, unused -> new ConcurrentHashMap<Finding, ProposedFix>());
        }
    }

    private void suggest(Set<String> shown, Progress progress) {
        Path file = configuration();
        // an edit must be right in every environment, whichever one is looked at
        Overrides all = overrides().environments(List.of());
        try {
            fixes().putAll(new Fixer(
                            edits -> Verification.load(file, all.edits(edits)),
                            progress,
                            finding -> shown.contains(finding.key()))
                    .fix()
                    .proposals());
        } catch (ConfigurationException told) {
            getLog().warn("Nothing is suggested: " + SafeText.line(String.valueOf(told.getMessage())));
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
            throw new MojoExecutionException("The pull request is not told: " + refused.getMessage(), refused);
        }
    }
}
