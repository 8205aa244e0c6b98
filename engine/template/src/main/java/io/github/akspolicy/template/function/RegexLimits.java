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
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,4})(,(\\d{0,4}))?\\}");

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
    private int at;

    private RegexLimits(String regex) {
        this.regex = regex;
        groups.push(new Group());
    }

    /** Throws where Go refuses the expression for its size. */
    static void check(String regex) {
        new RegexLimits(regex).check();
    }

    private void check() {
        while (at < regex.length()) {
            char c = regex.charAt(at);
            switch (c) {
                case '\\' -> escape();
                case '[' -> skipClass();
                case '(' -> open();
                case ')' -> close();
                case '{' -> repetition();
                default -> part(1);
            }
        }
    }

    private Group group() {
        return groups.getFirst();
    }

    private void part(int length) {
        group().next(1, 1);
        at += length;
    }

    private void escape() {
        if (at + 1 < regex.length() && regex.charAt(at + 1) >= 0x80) {
            String escaped = regex.substring(at, regex.offsetByCodePoints(at + 1, 1));
            throw new PatternSyntaxException("invalid escape sequence", escaped);
        }
        int end = regex.startsWith("\\Q", at) ? regex.indexOf("\\E", at) : -1;
        int length = regex.startsWith("\\Q", at) ? (end < 0 ? regex.length() : end + 2) - at : 2;
        group().next(length, 1);
        at += length;
    }

    /** A class: a bracket at its start is one of its characters. */
    private void skipClass() {
        int end = at + 1;
        end += regex.startsWith("^", end) ? 1 : 0;
        end += regex.startsWith("]", end) ? 1 : 0;
        while (end < regex.length() && regex.charAt(end) != ']') {
            int named = regex.startsWith("[:", end) ? regex.indexOf(":]", end) : -1;
            end = named >= 0 ? named + 2 : end + (regex.charAt(end) == '\\' ? 2 : 1);
        }
        part(Math.min(end + 1, regex.length()) - at);
    }

    private void open() {
        if (groups.size() >= DEPTH) {
            throw new PatternSyntaxException("expression nests too deeply", regex);
        }
        groups.push(new Group());
        at++;
    }

    private void close() {
        at++;
        if (groups.size() > 1) {
            Group inner = groups.pop();
            inner.next(0, 1);
            group().next(inner.size, inner.repetitions);
            requireSize();
        }
    }

    private void repetition() {
        Matcher found = REPETITION.matcher(regex).region(at, regex.length());
        if (!found.lookingAt()) {
            part(1);
            return;
        }
        int least = Integer.parseInt(found.group(1));
        boolean open = found.group(3) != null && found.group(3).isEmpty();
        int most = found.group(3) == null || open ? least : Integer.parseInt(found.group(3));
        Group group = group();
        // a number that is too large by itself is the library's to refuse
        if (most <= REPETITIONS && most > 0) {
            group.lastRepetitions *= most;
            group.lastSize *= most;
            if (group.lastRepetitions > REPETITIONS) {
                throw new PatternSyntaxException("invalid repeat count", found.group());
            }
            requireSize();
        }
        at = found.end();
    }

    private void requireSize() {
        if (group().size + group().lastSize > SIZE) {
            throw new PatternSyntaxException("expression too large", regex);
        }
    }
}
