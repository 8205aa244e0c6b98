package io.github.akspolicy.evaluate.marks;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Marks beside what was found.
 *
 * @param matched the marks of what was found
 * @param missing the marks of what was not found, sorted
 * @param unmarked what was found and is not marked
 */
public record MarkComparison(List<FindingMark> matched, List<FindingMark> missing, List<Found> unmarked) {
    /** A finding where it was made. */
    public record Found(Finding finding, Occurrence occurrence) {
        /** The mark that states everything about it. */
        public FindingMark mark() {
            return FindingMark.of(finding, occurrence);
        }
    }

    /** Gives each finding to the mark that states most about it, and each mark to one finding. */
    public static MarkComparison of(List<FindingMark> marks, List<Found> found) {
        var matched = new ArrayList<FindingMark>();
        var missing = new ArrayList<FindingMark>(marks.stream().sorted().toList());
        var unmarked = new ArrayList<Found>();
        for (Found one : found) {
            missing.stream()
                    .filter(mark -> mark.accepts(one.finding(), one.occurrence()))
                    .findFirst()
                    .ifPresentOrElse(
                            mark -> {
                                missing.remove(mark);
                                matched.add(mark);
                            },
                            () -> unmarked.add(one));
        }
        return new MarkComparison(List.copyOf(matched), List.copyOf(missing), List.copyOf(unmarked));
    }

    /** What was found, in the form of the marks: with messages where marks have them. */
    public List<FindingMark> actual() {
        boolean states = Stream.concat(matched.stream(), missing.stream()).anyMatch(mark -> mark.message() != null);
        return Stream.concat(
                        matched.stream(), unmarked.stream().map(Found::mark).map(mark -> states ? mark : mark.vague()))
                .sorted()
                .toList();
    }
}
