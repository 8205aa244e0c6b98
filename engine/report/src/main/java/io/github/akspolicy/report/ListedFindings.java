package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.policy.Diagram.Track;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The findings that a report describes one by one. A finding takes about a hundred times the text that causes it, and repeats
 * names of any length, so that small input could make reports that no disk holds. The worst findings come first; of those
 * beyond the limit a report has the numbers by policy. Outcome, counts and ledger always are those of all.
 *
 * @param findings those to describe, in their order
 * @param leftOut how many others there are, by the id of their policy
 * @param failing how many of those left out fail
 */
record ListedFindings(List<Finding> findings, Map<String, Integer> leftOut, int failing) {
    /** About as many characters as a report in JSON is long then. */
    private static final long LONGEST = 32_000_000;

    /** Field names, indentation, severity and location. */
    private static final long OF_A_FINDING = 600;

    private static final long OF_AN_OCCURRENCE = 800;
    private static final long OF_A_STEP = 250;

    public ListedFindings {
        findings = List.copyOf(findings);
        leftOut = Map.copyOf(leftOut);
    }

    /** The findings that a report of an evaluation describes. */
    public static ListedFindings of(Evaluation evaluation) {
        return of(evaluation, LONGEST);
    }

    static ListedFindings of(Evaluation evaluation, long longest) {
        var listed = new ArrayList<Finding>();
        var leftOut = new TreeMap<String, Integer>();
        int failing = 0;
        long length = 0;
        for (Finding finding : evaluation.findings()) {
            long own = length(finding);
            if (length + own <= longest) {
                length += own;
                listed.add(finding);
            } else {
                leftOut.merge(finding.policy().id(), 1, Integer::sum);
                failing += finding.fails() ? 1 : 0;
            }
        }
        return new ListedFindings(listed, leftOut, failing);
    }

    /** Whether every finding is listed. */
    public boolean areAll() {
        return leftOut.isEmpty();
    }

    /** What is left out, in a sentence; empty when nothing is. */
    public String sentence() {
        if (areAll()) {
            return "";
        }
        int all = leftOut.values().stream().mapToInt(Integer::intValue).sum();
        return all + " more findings are not described in this report, since it would be too large; " + failing
                + " of them fail. Fix those described here first, or evaluate fewer sources at once.";
    }

    /** Writes what is left out, or nothing. */
    void write(JsonOutput json) throws IOException {
        if (areAll()) {
            return;
        }
        json.object("leftOut", () -> {
            json.field("message", sentence());
            json.field("failing", failing);
            json.object("findings", () -> {
                for (Map.Entry<String, Integer> policy : new TreeMap<>(leftOut).entrySet()) {
                    json.field(policy.getKey(), policy.getValue());
                }
            });
        });
    }

    private static long length(Finding finding) {
        long length = OF_A_FINDING
                + finding.key().length()
                + finding.message().length()
                + finding.advice().length();
        for (Occurrence occurrence : finding.occurrences()) {
            length += length(occurrence);
        }
        return length;
    }

    private static long length(Occurrence occurrence) {
        long length = OF_AN_OCCURRENCE
                + occurrence.key().length()
                + occurrence.resource().name().length()
                + occurrence.fieldPath().length()
                + OF_A_STEP / 2 * occurrence.origin().related().size();
        for (LocatedStep step : occurrence.steps()) {
            length += OF_A_STEP + step.message().length();
        }
        var diagram = occurrence.diagram();
        if (diagram != null) {
            for (Track<LocatedStep> track : diagram.tracks()) {
                for (var stop : track.stops()) {
                    length += OF_A_STEP + stop.step().message().length();
                }
            }
        }
        return length;
    }
}
