package io.github.akspolicy.fix;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.fix.Candidates.Candidate;
import io.github.akspolicy.fix.RenderedChanges.Change;
import io.github.akspolicy.fix.RenderedChanges.Difference;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.Fix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fixes findings. Edits are evaluated by what they do: all environments are rendered and evaluated again with them, and they
 * are kept only if {@link Proof} holds. Edits that touch different lines are proven together, since a render of all
 * environments is what takes time; where the proof fails, by halves, until the edit at fault is alone.
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

    /** Each proof renders everything: with many charts and edits that fail, one for each of them takes hours. */
    private static final Duration MOST = Duration.ofMinutes(5);

    private final Inputs inputs;
    private final Progress progress;
    private final Predicate<Finding> wanted;
    private final Map<String, Repair> repairs = new HashMap<>();
    private final Set<String> tried = new HashSet<>();
    private Set<String> asked = Set.of();
    private Duration most = MOST;
    private long begin;
    private @Nullable Set<Change> unstable;
    private @Nullable PrivilegedValues privileged;

    /**
     * A finding with the edits that might fix it.
     *
     * @param candidates at least one, the best first
     */
    private record Planned(Finding finding, List<Candidate> candidates) {
        Candidate first() {
            return candidates.get(0);
        }
    }

    /**
     * What is proven in a round.
     *
     * @param snapshot the state with the edits
     * @param edits the edits that are kept, in terms of the files as they were when the round began
     */
    private record State(Snapshot snapshot, FileEdits edits) {}

    /**
     * @param progress hears of each evaluation
     * @param wanted which findings to fix
     */
    public Fixer(Inputs inputs, Progress progress, Predicate<Finding> wanted) {
        this.inputs = inputs;
        this.progress = progress;
        this.wanted = wanted;
    }

    /**
     * With fixes that take away what the program may need.
     *
     * @param policies ids of the policies whose fixes may
     */
    public Fixer asking(Set<String> policies) {
        asked = Set.copyOf(policies);
        return this;
    }

    /** With another time after which nothing more is tried: five minutes. */
    public Fixer within(Duration time) {
        most = time;
        return this;
    }

    /**
     * Finds the edits that fix findings. Where problems of the input are errors nothing can be proven, and nothing is tried.
     *
     * @throws ConfigurationException when the configuration cannot be used
     */
    public FixResult fix() throws ConfigurationException {
        begin = System.nanoTime();
        Verification verification = inputs.with(Map.of());
        Snapshot first = Snapshot.of(verification, progress);
        Confidential confidential = ConfidentialTexts.of(first);
        var files = new WorkingCopy(verification.workspace());
        privileged = PrivilegedValues.of(verification, first.evaluation().findings(), files);
        Snapshot now = first;
        if (first.evaluation().outcome() != Outcome.ERROR) {
            for (List<Planned> round = plan(now, files); !round.isEmpty(); round = plan(now, files)) {
                State state = fix(round, new State(now, FileEdits.NONE), files, confidential);
                state.edits().texts().forEach(files::keep);
                now = state.snapshot();
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

    /** What is left to try, with the edits to try. What has none now may have one when others have been made. */
    private List<Planned> plan(Snapshot now, WorkingCopy files) {
        var planned = new ArrayList<Planned>();
        List<Finding> left = now.evaluation().findings().stream()
                .filter(finding -> isFixable(finding)
                        && !isExempt(finding)
                        && !isWithheld(finding)
                        && wanted.test(finding)
                        && !tried.contains(identity(finding)))
                .sorted(ORDER)
                .toList();
        for (Finding finding : left) {
            try {
                if (privileged != null) {
                    privileged.check(finding);
                }
                List<Candidate> candidates = new Candidates(files).of(finding);
                if (candidates.isEmpty()) {
                    refuse(finding, "nothing would change");
                } else {
                    planned.add(new Planned(finding, candidates));
                }
            } catch (Refusal impossible) {
                refuse(finding, impossible.reason());
            }
        }
        return planned;
    }

    private static boolean isFixable(Finding finding) {
        return finding.occurrences().get(0).fix() != null && finding.unknown() == null;
    }

    /** Whether its fix takes something away, and nobody asked for that. */
    private boolean isWithheld(Finding finding) {
        Fix fix = finding.occurrences().get(0).fix();
        return fix != null
                && fix.takesAway()
                && !asked.contains(finding.policy().id());
    }

    private void refuse(Finding finding, String reason) {
        repairs.put(identity(finding), new Repair(finding, List.of(), reason, null));
    }

    /** The state with as many findings fixed as can be; those whose edits touch the lines of others wait for the next round. */
    private State fix(List<Planned> planned, State state, WorkingCopy files, Confidential confidential)
            throws ConfigurationException {
        FileEdits edits = state.edits();
        var together = new ArrayList<Planned>();
        var keys = new HashSet<String>();
        for (Planned one : planned) {
            FileEdits more = edits.with(
                    one.first().path(), one.first().before(), one.first().after());
            // what fixes a field in one environment may fix it in the others, too
            if (more != null && Collections.disjoint(keys, keys(one.finding()))) {
                keys.addAll(keys(one.finding()));
                edits = more;
                together.add(one);
            }
        }
        if (together.isEmpty() || isOver(planned)) {
            return state;
        }
        if (together.size() == 1) {
            return fix(together.get(0), state, files, confidential);
        }
        Snapshot then = Snapshot.of(inputs.with(files.with(edits.texts())), progress);
        try {
            new Proof(state.snapshot(), then, this::unstable)
                    .check(together.stream().map(Planned::finding).toList());
        } catch (Refusal someOne) {
            int half = together.size() / 2;
            State first = fix(together.subList(0, half), state, files, confidential);
            return fix(together.subList(half, together.size()), first, files, confidential);
        }
        together.forEach(one -> keep(one.finding(), one.first(), List.of(), confidential));
        return new State(then, edits);
    }

    /** The state with one finding fixed by the first of its edits that does, or the same state when none does. */
    private State fix(Planned one, State state, WorkingCopy files, Confidential confidential)
            throws ConfigurationException {
        if (isOver(List.of(one))) {
            return state;
        }
        var attempts = new ArrayList<Attempt>();
        String reason = "";
        for (Candidate candidate : one.candidates()) {
            FileEdits edits = state.edits().with(candidate.path(), candidate.before(), candidate.after());
            if (edits == null) {
                // it touches a line that has been edited in this round: all of them are tried again in the next
                return state;
            }
            Snapshot then = Snapshot.of(inputs.with(files.with(edits.texts())), progress);
            try {
                new Proof(state.snapshot(), then, this::unstable).check(List.of(one.finding()));
                keep(one.finding(), candidate, attempts, confidential);
                return new State(then, edits);
            } catch (Refusal refused) {
                reason = confidential.shown(refused.reason());
                attempts.add(new ChangedLines(candidate.path(), candidate.before(), candidate.after(), confidential)
                        .attempt(reason));
            }
        }
        tried.add(identity(one.finding()));
        repairs.put(identity(one.finding()), new Repair(one.finding(), attempts, reason, null));
        return state;
    }

    /** Whether the time is over: then these are not tried, which their reason says. */
    private boolean isOver(List<Planned> left) {
        if (System.nanoTime() - begin < most.toNanos()) {
            return false;
        }
        for (Planned one : left) {
            tried.add(identity(one.finding()));
            refuse(
                    one.finding(),
                    "not tried, since " + most.toSeconds() + " seconds are over; fix fewer at once: "
                            + CommandText.command("fix") + " " + CommandText.option("fix.policies") + "="
                            + one.finding().policy().id());
        }
        return true;
    }

    private void keep(Finding finding, Candidate candidate, List<Attempt> before, Confidential confidential) {
        var lines = new ChangedLines(candidate.path(), candidate.before(), candidate.after(), confidential);
        var attempts = new ArrayList<>(before);
        attempts.add(lines.attempt(""));
        tried.add(identity(finding));
        repairs.put(identity(finding), new Repair(finding, attempts, "", lines.proposal()));
    }

    private static Set<String> keys(Finding finding) {
        return finding.occurrences().stream().map(Occurrence::key).collect(Collectors.toSet());
    }

    /** What differs between two renders of the same files. */
    private Set<Change> unstable() throws ConfigurationException, Refusal {
        Set<Change> known = unstable;
        if (known == null) {
            known =
                    RenderedChanges.between(
                                    Snapshot.rendered(inputs.with(Map.of())), Snapshot.rendered(inputs.with(Map.of())))
                            .stream()
                            .map(Difference::change)
                            .collect(Collectors.toUnmodifiableSet());
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

    private String untried(Evaluation before, Finding finding) {
        Suppression suppression = finding.suppression();
        if (suppression != null && isExempt(finding)) {
            return suppression.text();
        }
        if (!isFixable(finding)) {
            return "only a person can decide what is right here";
        }
        if (isWithheld(finding)) {
            return "the fix takes away what the program may need; where it does not: " + CommandText.command("fix")
                    + " " + CommandText.option("fix.policies") + "="
                    + finding.policy().id();
        }
        return before.outcome() == Outcome.ERROR ? "the input has problems, so no fix can be proven" : "not asked for";
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
