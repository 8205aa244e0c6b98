package io.github.akspolicy.fix;

import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.fix.SourceText.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines that one edit changes, for people to read. */
final class ChangedLines {
    private final String path;
    private final SourceText before;
    private final Confidential confidential;
    private final List<Line> olds;
    private final List<Line> news;
    private final int head;
    private final int tail;

    ChangedLines(String path, SourceText before, SourceText after, Confidential confidential) {
        this.path = path;
        this.before = before;
        this.confidential = confidential;
        this.olds = before.lines();
        this.news = after.lines();
        int same = 0;
        while (same < olds.size() && same < news.size() && olds.get(same).equals(news.get(same))) {
            same++;
        }
        int end = 0;
        while (end < olds.size() - same
                && end < news.size() - same
                && olds.get(olds.size() - 1 - end).equals(news.get(news.size() - 1 - end))) {
            end++;
        }
        this.head = same;
        this.tail = end;
    }

    Attempt attempt(String refusal) {
        return new Attempt(
                path,
                before.originalLine(head + 1),
                shown(olds.subList(head, olds.size() - tail)),
                shown(news.subList(head, news.size() - tail)),
                refusal);
    }

    private List<String> shown(List<Line> lines) {
        return lines.stream().map(line -> confidential.shown(line.text())).toList();
    }

    /** The edit in terms of the original file, or null when it builds on another edit or shows something confidential. */
    @Nullable
    ProposedFix proposal() {
        int first = head;
        int last = olds.size() - tail - 1;
        int from = head;
        int to = news.size() - tail;
        if (last < first) {
            // an insertion takes the line before it along, or the one behind it at the start of a file
            if (first > 0) {
                first--;
                from--;
            } else if (!olds.isEmpty()) {
                last++;
                to++;
            } else {
                return null;
            }
        }
        List<Line> gone = olds.subList(first, last + 1);
        List<Line> come = news.subList(from, to);
        for (int i = 0; i < gone.size(); i++) {
            if (gone.get(i).original() < 0
                    || gone.get(i).original() != gone.get(0).original() + i) {
                return null;
            }
        }
        for (Line line : come) {
            if (confidential.isIn(line.text())) {
                return null;
            }
        }
        Line end = gone.get(gone.size() - 1);
        return new ProposedFix(
                path,
                gone.get(0).original() + 1,
                end.original() + 1,
                end.text().length() + 1,
                come.stream().map(Line::text).toList());
    }
}
