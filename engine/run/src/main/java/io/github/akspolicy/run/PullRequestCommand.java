package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluator.Evaluated;
import io.github.akspolicy.fix.Fixer;
import io.github.akspolicy.review.PullRequest;
import io.github.akspolicy.review.ReviewException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Does what verify does, and reports to the pull request over the network. */
public final class PullRequestCommand extends VerifyCommand {
    private final Options options;

    /**
     * How the pull request is annotated.
     *
     * @param url the address of the service; null or empty for the one that the job names
     * @param limit how many threads or annotations there may be; 0 for the usual number
     * @param suggest whether proven fixes are suggested
     */
    public record Options(@Nullable String url, int limit, boolean suggest) {}

    public PullRequestCommand(
            Invocation invocation, Presentation presentation, @Nullable String base, boolean onlyNew, Options options) {
        super(invocation, presentation, base, onlyNew);
        this.options = options;
    }

    @Override
    void announce(Evaluated evaluated) throws CommandException {
        Evaluation evaluation = evaluated.evaluation();
        post(
                evaluation,
                suggestions(List.of(this), evaluation),
                overrides().environments().isEmpty());
    }

    /**
     * What would fix findings that are shown; nothing is proven while something cannot be evaluated.
     *
     * @param modules the command in every module
     */
    public static Map<Finding, ProposedFix> suggestions(List<PullRequestCommand> modules, Evaluation whole) {
        Set<String> shown = whole.annotated().stream().map(Finding::key).collect(Collectors.toSet());
        var fixes = new HashMap<Finding, ProposedFix>();
        if (whole.problems().isEmpty() && !shown.isEmpty()) {
            modules.forEach(module -> fixes.putAll(module.suggestions(shown)));
        }
        return fixes;
    }

    private Map<Finding, ProposedFix> suggestions(Set<String> shown) {
        if (!options.suggest() || !Files.exists(configuration())) {
            return Map.of();
        }
        // an edit must be right in every environment, whichever one is looked at
        Overrides everywhere = overrides().environments(List.of());
        try (var progress = progress()) {
            return new Fixer(
                            edits -> Verification.load(configuration(), everywhere.edits(edits)),
                            progress,
                            finding -> shown.contains(finding.key()))
                    .fix()
                    .proposals();
        } catch (ConfigurationException invalid) {
            output().warn("Nothing is suggested: " + SafeText.line(String.valueOf(invalid.getMessage())));
            return Map.of();
        }
    }

    /**
     * Reports to the pull request.
     *
     * @param isWhole whether everything was evaluated: part of it says nothing about the rest
     */
    public void post(Evaluation whole, Map<Finding, ProposedFix> fixes, boolean isWhole) throws CommandException {
        try {
            String url = options.url();
            output().info(new PullRequest(System.getenv(), url == null ? "" : url, options.limit())
                    .post(whole, fixes, isWhole));
        } catch (ReviewException refused) {
            if (!refused.isExpected()) {
                throw new CommandException("The pull request is not annotated: " + refused.getMessage(), refused);
            }
            output().warn(String.valueOf(refused.getMessage()));
        }
    }
}
