package io.github.akspolicy.policies;

import io.github.akspolicy.evaluate.marks.FindingMark;
import io.github.akspolicy.evaluate.marks.FindingMarks;
import io.github.akspolicy.evaluate.marks.MarkComparison;
import io.github.akspolicy.evaluate.marks.MarkComparison.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the marks of a fixture lack, with the lines to write. In a fixture each mark states its message. */
final class FixtureMarks {
    /** A mark that makes its line longer stands above it. */
    private static final int LONGEST_LINE = 140;

    private final Fixture fixture;
    private final List<String> lines;
    private final List<Found> found;

    private FixtureMarks(Fixture fixture) {
        this.fixture = fixture;
        this.lines = fixture.text().lines().toList();
        this.found = fixture.found();
    }

    /** One text for each line that is marked wrongly; empty where the fixture is right. */
    static List<String> differences(Fixture fixture) {
        return new FixtureMarks(fixture).differences();
    }

    private List<String> differences() {
        List<FindingMark> marks = fixture.marks();
        MarkComparison comparison = MarkComparison.of(
                marks.stream().filter(mark -> mark.message() != null).toList(), found);
        var missing = new ArrayList<>(comparison.missing());
        marks.stream().filter(mark -> mark.message() == null).forEach(missing::add);
        var wrong = new TreeSet<Integer>();
        missing.forEach(mark -> wrong.add(mark.line()));
        comparison.unmarked().forEach(one -> wrong.add(one.mark().line()));
        return wrong.stream().map(line -> difference(line, missing)).toList();
    }

    private String difference(int line, List<FindingMark> missing) {
        String marked = missing.stream()
                .filter(mark -> mark.line() == line)
                .map(mark -> "  not found: " + mark.comment() + "\n")
                .collect(Collectors.joining());
        return "%s\n%s  write:\n%s\n".formatted(fixture.place(line), marked, String.join("\n", written(line)));
    }

    /** The line with what is found there. */
    List<String> written(int line) {
        Map<String, Integer> times = new TreeMap<>();
        Map<String, FindingMark> marks = new TreeMap<>();
        found.stream().map(Found::mark).filter(mark -> mark.line() == line).forEach(mark -> {
            times.merge(mark.comment(), 1, Integer::sum);
            marks.put(mark.comment(), mark);
        });
        String bare = line > lines.size() ? "" : FindingMarks.without(lines.get(line - 1));
        List<String> comments = marks.entrySet().stream()
                .map(mark -> mark.getValue().comment(times.get(mark.getKey())))
                .toList();
        if (comments.isEmpty()) {
            return List.of(bare);
        }
        String one = bare + " " + comments.get(0);
        if (comments.size() == 1 && one.length() <= LONGEST_LINE) {
            return List.of(one);
        }
        var above = new ArrayList<String>();
        String indent = bare.substring(0, bare.length() - bare.stripLeading().length());
        comments.forEach(comment -> above.add(indent + comment));
        above.add(bare);
        return above;
    }
}
