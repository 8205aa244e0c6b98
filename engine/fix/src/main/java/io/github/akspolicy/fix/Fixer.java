package io.github.akspolicy.fix;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.fix.Candidates.Candidate;
import io.github.akspolicy.fix.RenderedChanges.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Mends findings one after the other. Each edit is judged by what it does: all environments are rendered and judged anew
 * with it, and it is kept only if {@link Proof} holds.
 */
public final class Fixer {
    /** What is to be mended, as it would be with other content of some files. */
    @FunctionalInterface
    public interface Inputs {
        /**
         * The verification of all environments.
         *
         * @param edits what files hold instead of what is written on disk, by absolute path
         */
        Verification with(Map<Path, byte[]> edits) throws ConfigurationException;
    }

    private static final Comparator<Finding> ORDER = Comparator.<Finding>comparingInt(
                    finding -> -finding.environments().size())
            // what all environments lay their values over mends all of them
            .thenComparing(finding -> !finding.location().path().endsWith("/values.yaml"))
            .thenComparing(Finding::location);

    private final Inputs inputs;
    private final Progress progress;
    private final Predicate<Finding> wanted;
    private final Map<String, Repair> repairs = new HashMap<>();
    private final Set<String> tried = new HashSet<>();
    private @Nullable Set<Change> unstable;

    /**
     * @param progress hears of each evaluation
     * @param wanted which findings to mend
     */
    public Fixer(Inputs inputs, Progress progress, Predicate<Finding> wanted) {
        this.inputs = inputs;
        this.progress = progress;
        this.wanted = wanted;
    }

    /**
     * Finds the edits that mend findings. Where the input has problems nothing can be proven, and nothing is tried.
     *
     * @throws ConfigurationException when the configuration cannot be used
     */
    public FixResult fix() throws ConfigurationException {
        Verification verification = inputs.with(Map.of());
        Snapshot first = Snapshot.of(verification, progress);
        Confidential confidential = ConfidentialTexts.of(first);
        var files = new WorkingCopy(verification.workspace());
        Snapshot now = first;
        if (first.evaluation().problems().isEmpty()) {
            for (Finding next = next(now.evaluation()); next != null; next = next(now.evaluation())) {
                Snapshot better = mend(next, now, files, confidential);
                now = better == null ? now : better;
            }
        }
        return new FixResult(
                verification.workspace(),
                first.evaluation(),
                now.evaluation(),
                repairs(first.evaluation(), now.evaluation()),
                files.changed(),
                confidential);
    }

    private @Nullable Finding next(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding.occurrences().get(0).fix() != null
                        && finding.unknown() == null
                        && !isExempt(finding)
                        && wanted.test(finding)
                        && !tried.contains(identity(finding)))
                .min(ORDER)
                .orElse(null);
    }

    /** The state with a finding mended, or null when no edit does that. */
    private @Nullable Snapshot mend(Finding finding, Snapshot now, WorkingCopy files, Confidential confidential)
            throws ConfigurationException {
        tried.add(identity(finding));
        var attempts = new ArrayList<Attempt>();
        List<Candidate> candidates;
        try {
            candidates = new Candidates(files).of(finding);
        } catch (Refusal impossible) {
            repairs.put(identity(finding), new Repair(finding, attempts, impossible.reason(), null));
            return null;
        }
        String reason = "nothing would change";
        for (Candidate candidate : candidates) {
            Snapshot then = Snapshot.of(inputs.with(files.with(candidate.path(), candidate.after())), progress);
            try {
                new Proof(now, then, this::unstable).check(finding);
                files.keep(candidate.path(), candidate.after());
                var lines = new ChangedLines(candidate.path(), candidate.before(), candidate.after(), confidential);
                attempts.add(lines.attempt(""));
                repairs.put(identity(finding), new Repair(finding, attempts, "", lines.proposal()));
                return then;
            } catch (Refusal refused) {
                reason = confidential.shown(refused.reason());
                attempts.add(new ChangedLines(candidate.path(), candidate.before(), candidate.after(), confidential)
                        .attempt(reason));
            }
        }
        repairs.put(identity(finding), new Repair(finding, attempts, reason, null));
        return null;
    }

    /** What differs between two renders of the same files. */
    private Set<Change> unstable() throws ConfigurationException, Refusal {
        Set<Change> known = unstable;
        if (known == null) {
            known = Set.copyOf(RenderedChanges.between(
                    Snapshot.rendered(inputs.with(Map.of())), Snapshot.rendered(inputs.with(Map.of()))));
            unstable = known;
        }
        return known;
    }

    /** What became of each finding that there was at first. */
    private List<Repair> repairs(Evaluation before, Evaluation after) {
        List<Finding> gone = Proof.gone(before, after);
        var results = new ArrayList<Repair>();
        for (Finding finding : before.findings()) {
            Repair known = repairs.get(identity(finding));
            if (gone.contains(finding)) {
                results.add(
                        known == null
                                ? new Repair(finding, List.of(), "", null)
                                : new Repair(finding, known.attempts(), "", known.proposal()));
            } else if (known != null) {
                results.add(new Repair(finding, known.attempts(), known.refusal(), null));
            } else {
                results.add(new Repair(finding, List.of(), untried(before, finding), null));
            }
        }
        return results;
    }

    /** What somebody accepted with a reason stays; what the baseline holds is debt to be paid. */
    private static boolean isExempt(Finding finding) {
        Suppression suppression = finding.suppression();
        return suppression != null && suppression.type() == Suppression.Type.EXEMPTION;
    }

    private static String untried(Evaluation before, Finding finding) {
        Suppression suppression = finding.suppression();
        if (suppression != null && isExempt(finding)) {
            return suppression.text();
        }
        if (finding.occurrences().get(0).fix() == null || finding.unknown() != null) {
            return "only a person can decide what is right here";
        }
        return !before.problems().isEmpty() ? "the input has problems, so that nothing can be proven" : "not asked for";
    }

    /** Lines move while files are edited; what a finding is about does not. */
    private static String identity(Finding finding) {
        var identity = new StringBuilder(finding.policy().id());
        for (Occurrence occurrence : finding.occurrences()) {
            identity.append('\n').append(occurrence.release()).append(' ').append(occurrence.key());
        }
        return identity.toString();
    }
}
