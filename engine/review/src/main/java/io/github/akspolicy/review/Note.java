package io.github.akspolicy.review;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.report.Annotation;
import io.github.akspolicy.report.Fingerprints;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said beside a line of a pull request.
 *
 * @param key what it is known again by in the next run
 * @param annotation level, place and texts
 * @param fix lines that would mend it, or null
 */
record Note(String key, Annotation annotation, @Nullable ProposedFix fix) {
    /**
     * What makes the gate weaker, then problems, then the findings that are shown beside the code, worst first.
     *
     * @param fixes by {@link #place}
     */
    static List<Note> of(Evaluation evaluation, Map<String, ProposedFix> fixes) {
        var notes = new ArrayList<Note>();
        findings(evaluation, fixes, notes, true);
        for (InputProblem problem : evaluation.problems()) {
            notes.add(new Note(Fingerprints.hash("problem\0" + problem.problem()), Annotation.of(problem), null));
        }
        findings(evaluation, fixes, notes, false);
        return notes;
    }

    private static void findings(
            Evaluation evaluation, Map<String, ProposedFix> fixes, List<Note> notes, boolean aboutGate) {
        List<String> keys = Fingerprints.of(evaluation.findings());
        Set<Finding> shown = new HashSet<>(evaluation.annotated());
        for (int i = 0; i < keys.size(); i++) {
            Finding finding = evaluation.findings().get(i);
            if (finding.isAboutGate() == aboutGate && shown.contains(finding)) {
                notes.add(new Note(keys.get(i), Annotation.of(finding), fixes.get(place(finding))));
            }
        }
    }

    /** The keys of everything that is still wrong, shown or not. */
    static Set<String> open(Evaluation evaluation) {
        List<String> keys = Fingerprints.of(evaluation.findings());
        Set<String> open = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            if (evaluation.findings().get(i).isOpen()) {
                open.add(keys.get(i));
            }
        }
        return open;
    }

    /** What a finding has in common with the same one of another evaluation of the same files. */
    static String place(Finding finding) {
        return finding.key() + "\0" + finding.location().path() + "\0"
                + finding.location().line();
    }

    /** The line, or null when it is in no file of the repository. */
    @Nullable
    SourceLocation at() {
        SourceLocation at = annotation.at();
        return at == null || at.path().startsWith("/") ? null : at;
    }

    /** The fix, if it is one for the lines where the note stands. */
    @Nullable
    ProposedFix fixHere() {
        SourceLocation at = at();
        return at != null && fix != null && fix.path().equals(at.path()) ? fix : null;
    }
}
