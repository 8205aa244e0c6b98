package io.github.akspolicy.fix;

import io.github.akspolicy.fix.SourceText.Line;
import io.github.akspolicy.manifest.CommandText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes changes as {@code git diff} does. Lines around a change are left out where they hold what nobody may see; git
 * needs one behind a change unless it is the end of the file.
 */
final class UnifiedDiff {
    private static final int CONTEXT = 3;

    private final Confidential confidential;

    UnifiedDiff(Confidential confidential) {
        this.confidential = confidential;
    }

    /** One line of the diff: in both, only in the old, or only in the new file. */
    private record Step(char sign, Line line, int oldLine, int newLine) {}

    byte[] write(SortedMap<String, SourceText> changed) throws IOException {
        var out = new ByteArrayOutputStream();
        for (var file : changed.entrySet()) {
            write(file.getKey(), file.getValue(), out);
        }
        return out.toByteArray();
    }

    private void write(String path, SourceText text, ByteArrayOutputStream out) throws IOException {
        List<Step> steps = steps(text);
        String from = quoted("a/" + path);
        String to = quoted("b/" + path);
        print(out, "diff --git " + from + " " + to + "\n--- " + from + "\n+++ " + to + "\n");
        int at = 0;
        while (at < steps.size()) {
            if (steps.get(at).sign() == ' ') {
                at++;
                continue;
            }
            int first = at;
            int last = at;
            for (int i = at; i < steps.size() && i <= last + 2 * CONTEXT; i++) {
                if (steps.get(i).sign() != ' ') {
                    last = i;
                } else if (confidential.isIn(steps.get(i).line().text())) {
                    break;
                }
            }
            hunk(path, text, steps, first, last, out);
            at = last + 1;
        }
    }

    private void hunk(String path, SourceText text, List<Step> steps, int first, int last, ByteArrayOutputStream out)
            throws IOException {
        int start = first;
        while (start > 0 && first - start < CONTEXT && isShown(steps.get(start - 1))) {
            start--;
        }
        int end = last;
        while (end + 1 < steps.size() && end - last < CONTEXT && isShown(steps.get(end + 1))) {
            end++;
        }
        boolean blind = end == last && last + 1 < steps.size();
        for (Step step : steps.subList(first, last + 1)) {
            blind |= confidential.isIn(step.line().text());
        }
        if (blind) {
            throw new IOException(path + ":" + steps.get(first).oldLine()
                    + ": the patch would show a confidential value in or behind the changed lines; edit the files instead"
                    + " of writing a patch: " + CommandText.option("fix") + "=apply");
        }
        List<Step> shown = steps.subList(start, end + 1);
        int olds = (int) shown.stream().filter(step -> step.sign() != '+').count();
        int news = (int) shown.stream().filter(step -> step.sign() != '-').count();
        int oldStart = olds == 0 ? shown.get(0).oldLine() - 1 : shown.get(0).oldLine();
        int newStart = news == 0 ? shown.get(0).newLine() - 1 : shown.get(0).newLine();
        print(out, "@@ -" + oldStart + "," + olds + " +" + newStart + "," + news + " @@\n");
        for (Step step : shown) {
            boolean isFirst = (step.sign() == '+' ? step.newLine() : step.oldLine()) == 1;
            String mark = isFirst && text.hasMark() ? "\uFEFF" : "";
            String lineEnd = step.line().end();
            print(out, step.sign() + mark + step.line().text() + (lineEnd.isEmpty() ? "\n" : lineEnd));
            if (lineEnd.isEmpty()) {
                print(out, "\\ No newline at end of file\n");
            }
        }
    }

    private boolean isShown(Step step) {
        return step.sign() == ' ' && !confidential.isIn(step.line().text());
    }

    private static List<Step> steps(SourceText text) {
        var steps = new ArrayList<Step>();
        List<Line> olds = text.original();
        List<Line> news = text.lines();
        int old = 0;
        for (int i = 0; i < news.size(); ) {
            int known = next(news, i);
            int until = known < news.size() ? news.get(known).original() : olds.size();
            while (old < until) {
                steps.add(new Step('-', olds.get(old), old + 1, i + 1));
                old++;
            }
            while (i < known) {
                steps.add(new Step('+', news.get(i), old + 1, i + 1));
                i++;
            }
            if (i < news.size()) {
                steps.add(new Step(' ', news.get(i), old + 1, i + 1));
                old++;
                i++;
            }
        }
        while (old < olds.size()) {
            steps.add(new Step('-', olds.get(old), old + 1, news.size() + 1));
            old++;
        }
        return steps;
    }

    private static int next(List<Line> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).original() < 0) {
            at++;
        }
        return at;
    }

    /** As git quotes paths with characters that are not plain. */
    private static String quoted(String path) {
        var text = new StringBuilder();
        boolean plain = true;
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\') {
                plain = false;
                text.append('\\').append(c == '"' || c == '\\' ? String.valueOf((char) c) : octal(c));
            } else {
                text.append((char) c);
            }
        }
        return plain ? path : "\"" + text + "\"";
    }

    private static String octal(int value) {
        return "" + (value >> 6) + (value >> 3 & 7) + (value & 7);
    }

    private static void print(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
