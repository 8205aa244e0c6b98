package io.github.akspolicy.report;

import io.github.akspolicy.report.ConsolePart.CodeFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that a finding names, the one before and the one after. Keys are shown as they stand. A value may be a secret, so it is shown
 * only where it cannot be one: a switch, a small number, what a template inserts, a word that the finding says anyway. A file
 * that writes a Secret is not shown at all, since a line of it may be the middle of one.
 *
 * @param file all lines of the file; none where it cannot be shown
 */
record CodeFrameText(CodeFrame frame, List<String> file, int width) {
    private static final String HIDDEN = "\u2026";

    private static final int INDENT = 6;

    /** Nobody reads a longer line, and an expression may take long for one. */
    private static final int LONGEST = 500;

    private static final Pattern SECRET = Pattern.compile("kind[\"']?\\s*:\\s*[\"']?Secret\\b");

    private static final Pattern ENTRY =
            Pattern.compile("(\\s*(?:- +)*)([A-Za-z0-9_./-]{1,60}|\"[A-Za-z0-9_./-]{1,60}\")(\\s*:)(?:(\\s+)(\\S.*))?");

    private static final Pattern ITEM = Pattern.compile("(\\s*(?:- +)*)(\\S.*)?");

    private static final Pattern HARMLESS = Pattern.compile(
            "true|false|null|~|---|\\{ *}|\\[ *]|\"\"|''|[|>][+-]?|\\d{1,5}[mMGKk]?i?|\\{\\{(?:[^\"'`0-9]|\\b\\d{1,2}\\b)*}}");

    private static final Pattern KIND_KEY = Pattern.compile("kind|apiVersion");
    private static final Pattern KIND = Pattern.compile("[A-Za-z0-9./]{1,60}");

    private static final Pattern SECRET_KEY =
            Pattern.compile("pass|secret|token|key|cred|pin|code|auth", Pattern.CASE_INSENSITIVE);

    private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#.*$");

    List<Row> rows() {
        if (frame.line() < 1
                || frame.line() > file.size()
                || file.stream().anyMatch(line -> SECRET.matcher(line).find())) {
            return List.of();
        }
        var rows = new ArrayList<Row>();
        int last = Math.min(file.size(), frame.line() + 1);
        int digits = String.valueOf(last).length();
        for (int number = Math.max(1, frame.line() - 1); number <= last; number++) {
            String written = file.get(number - 1);
            String shown = shown(written);
            String label = String.valueOf(number);
            Row gutter = Row.of(INDENT, TextStyle.FAINT, " ".repeat(digits - label.length()) + label + " | ");
            rows.add(gutter.plain(cut(shown, digits)));
            if (number == frame.line()) {
                int column = Math.min(Math.min(frame.column() - 1, common(written, shown)), room(digits) / 2);
                Row below = Row.of(INDENT, TextStyle.FAINT, " ".repeat(digits) + " | ");
                rows.add(below.deeper(digits + " | ".length() + column + "^ ".length())
                        .plain(" ".repeat(column))
                        .with(TextStyle.FAILED, "^")
                        .plain(frame.label().isEmpty() ? "" : " " + frame.label()));
            }
        }
        return rows;
    }

    private int room(int digits) {
        return width - INDENT - digits - " | ".length();
    }

    private String cut(String text, int digits) {
        int room = room(digits);
        return text.length() <= room ? text : text.substring(0, room - 1) + HIDDEN;
    }

    /** How far both are the same: a mark stands no further. */
    private static int common(String written, String shown) {
        int at = 0;
        while (at < written.length() && at < shown.length() && written.charAt(at) == shown.charAt(at)) {
            at++;
        }
        return at;
    }

    private String shown(String line) {
        if (line.length() > LONGEST) {
            return HIDDEN;
        }
        String text = line.replace('\t', ' ').stripTrailing();
        Matcher entry = ENTRY.matcher(text);
        if (entry.matches()) {
            String key = entry.group(2);
            String value = entry.group(5);
            if (value != null
                    && KIND_KEY.matcher(key).matches()
                    && KIND.matcher(value).matches()) {
                return text;
            }
            return entry.group(1)
                    + key
                    + entry.group(3)
                    + (value == null
                            ? ""
                            : entry.group(4)
                                    + value(value, SECRET_KEY.matcher(key).find()));
        }
        Matcher item = ITEM.matcher(text);
        return item.matches() && item.group(2) != null ? item.group(1) + value(item.group(2), false) : "";
    }

    private String value(String written, boolean isSecret) {
        String value = COMMENT.matcher(written).replaceFirst("");
        if (value.isEmpty() && !written.isEmpty()) {
            return "# " + HIDDEN;
        }
        boolean isSwitch = value.equals("true") || value.equals("false") || value.equals("{}");
        return isSwitch || !isSecret && (HARMLESS.matcher(value).matches() || isSaid(value)) ? value : HIDDEN;
    }

    /** Whether the finding says the value, as a word. */
    private boolean isSaid(String value) {
        String word = value.replaceAll("^[\"']|[\"']$", "");
        return word.length() > 1
                && Pattern.compile("(?<![\\w./:@-])" + Pattern.quote(word) + "(?![\\w/@-]|[.:]\\S)")
                        .matcher(frame.known())
                        .find();
    }
}
