package io.github.akspolicy.policy;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The number of steps of a regular expression with its counted repetitions written out, as in a matcher without
 * backtracking: {@code (a{100}){100}} has ten thousand. The time to match is at most that number times the length of
 * the text.
 */
public final class ExpressionSize {
    /** The most steps; the longest expression of Azure Policy's own definitions has some hundreds. */
    public static final long LIMIT = 10_000;

    private static final long MOST_DIGITS = 6;

    private final String text;
    private int at;

    private ExpressionSize(String text) {
        this.text = text;
    }

    /**
     * Checks an expression before anything compiles it.
     *
     * @return the same expression
     * @throws IllegalArgumentException when it has more steps than {@link #LIMIT}; the message is for the author
     */
    public static String checked(String expression) {
        if (expression.length() > LIMIT || new ExpressionSize(expression).steps() > LIMIT) {
            throw new IllegalArgumentException("the regular expression has more than " + LIMIT
                    + " steps with its repetitions written out; repeat fewer times");
        }
        return expression;
    }

    /** The steps, or more than the limit. An expression that is broken has some number: compiling it says why. */
    private long steps() {
        // the steps so far of each group that is open, and of the last atom of each
        Deque<long[]> open = new ArrayDeque<>();
        var group = new long[2];
        while (at < text.length() && group[0] <= LIMIT) {
            char c = text.charAt(at++);
            if (c == '(') {
                open.push(group);
                group = new long[2];
            } else if (c == ')' && !open.isEmpty()) {
                long inner = group[0] + 1;
                group = open.pop();
                add(group, inner);
            } else if (c == '{') {
                long times = repetitions();
                group[0] += group[1] * (times - 1);
                group[1] *= times;
            } else {
                if (c == '[') {
                    skipClass();
                } else if (c == '\\') {
                    at++;
                }
                add(group, 1);
            }
        }
        // what is open still was cut off by the limit
        return open.isEmpty()
                ? group[0]
                : Math.max(group[0], open.stream().mapToLong(g -> g[0]).max().orElse(0));
    }

    private static void add(long[] group, long atom) {
        group[0] += atom;
        group[1] = atom;
    }

    /** The larger number of {@code 2,5}; 1 for what is not a count and stands for itself. */
    private long repetitions() {
        long most = 1;
        long number = 0;
        int digits = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '}') {
                at = i + 1;
                return Math.max(most, number);
            }
            if (c == ',') {
                most = Math.max(most, number);
                number = 0;
                digits = 0;
            } else if (c < '0' || c > '9') {
                return 1;
            } else {
                number = digits++ < MOST_DIGITS ? number * 10 + (c - '0') : number;
            }
        }
        return 1;
    }

    private void skipClass() {
        // a bracket that is first stands for itself
        at += text.startsWith("^", at) ? 1 : 0;
        at += text.startsWith("]", at) ? 1 : 0;
        while (at < text.length() && text.charAt(at) != ']') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }
}
