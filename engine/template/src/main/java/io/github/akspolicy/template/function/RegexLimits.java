package io.github.akspolicy.template.function;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses expressions that are too large, as Go does, before the library compiles them. The library itself lets
 * repetitions of repetitions grow until the memory is full.
 */
final class RegexLimits {
    private static final int REPETITIONS = 1_000;
    private static final int DEPTH = 1_000;
    private static final long SIZE = 1L << 20;

    /** A part of an expression that is not a class: quoted text, an escape, a repetition or a character. */
    private static final Pattern PART = Pattern.compile(
            "\\\\Q.*?(?:\\\\E|$)|\\\\.?|\\{(?<least>\\d{1,4})(?:,(?<most>\\d{0,4}))?\\}|.", Pattern.DOTALL);

    /** What is known of a group while it is read: its size, and the most repetitions in each other. */
    private static final class Group {
        private long size = 1;
        private long repetitions = 1;
        private long lastSize;
        private long lastRepetitions = 1;

        /** The next part of the group becomes the one that a repetition would repeat. */
        private void next(long partSize, long partRepetitions) {
            size += lastSize;
            repetitions = Math.max(repetitions, lastRepetitions);
            lastSize = partSize;
            lastRepetitions = partRepetitions;
        }
    }

    private final String regex;
    private final Deque<Group> groups = new ArrayDeque<>();

    private RegexLimits(String regex) {
        this.regex = regex;
        groups.push(new Group());
    }

    /** Throws where Go refuses the expression for its size. */
    static void check(String regex) {
        var limits = new RegexLimits(regex);
        Matcher parts = PART.matcher(regex);
        for (int at = 0; at < regex.length(); ) {
            boolean isClass = regex.charAt(at) == '[';
            if (isClass) {
                limits.groups.getFirst().next(1, 1);
            } else if (parts.region(at, regex.length()).lookingAt()) {
                limits.part(parts);
            }
            at = isClass ? endOfClass(regex, at) : parts.end();
        }
    }

    /** A bracket at the start of a class is one of its characters. */
    private static int endOfClass(String regex, int start) {
        int end = start + 1;
        end += regex.startsWith("^", end) ? 1 : 0;
        end += regex.startsWith("]", end) ? 1 : 0;
        while (end < regex.length() && regex.charAt(end) != ']') {
            int named = regex.startsWith("[:", end) ? regex.indexOf(":]", end) : -1;
            end = named >= 0 ? named + 2 : end + (regex.charAt(end) == '\\' ? 2 : 1);
        }
        return Math.min(end + 1, regex.length());
    }

    private void part(Matcher part) {
        String text = part.group();
        if (part.group("least") != null) {
            String most = part.group("most");
            repeat(Integer.parseInt(most == null || most.isEmpty() ? part.group("least") : most), text);
        } else if (text.equals("(")) {
            if (groups.size() >= DEPTH) {
                throw new PatternSyntaxException("expression nests too deeply", regex);
            }
            groups.push(new Group());
        } else if (text.equals(")")) {
            close();
        } else if (text.length() == 2 && text.charAt(0) == '\\' && text.charAt(1) >= 0x80) {
            String escaped = regex.substring(part.start(), regex.offsetByCodePoints(part.start() + 1, 1));
            throw new PatternSyntaxException("invalid escape sequence", escaped);
        } else {
            groups.getFirst().next(text.startsWith("\\") ? text.length() : 1, 1);
        }
    }

    private void close() {
        if (groups.size() > 1) {
            Group inner = groups.pop();
            inner.next(0, 1);
            groups.getFirst().next(inner.size, inner.repetitions);
            requireSize();
        }
    }

    private void repeat(int most, String text) {
        // a number that is too large by itself is the library's to refuse
        if (most <= REPETITIONS && most > 0) {
            Group group = groups.getFirst();
            group.lastRepetitions *= most;
            group.lastSize *= most;
            if (group.lastRepetitions > REPETITIONS) {
                throw new PatternSyntaxException("invalid repeat count", text);
            }
            requireSize();
        }
    }

    private void requireSize() {
        Group group = groups.getFirst();
        if (group.size + group.lastSize > SIZE) {
            throw new PatternSyntaxException("expression too large", regex);
        }
    }
}
