package io.github.akspolicy.template.chart;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A pattern of paths as {@code .Files.Glob} takes it: a star stays in a folder, two stars do not. A pattern that cannot be
 * read stands for all files, as in Helm.
 */
final class Glob {
    private static final String SPECIAL = ".+^$()|#&~-\\{}[]*?";

    private final String glob;
    private int at;

    private Glob(String glob) {
        this.glob = glob;
    }

    /** The pattern as a regular expression over whole paths. */
    static Pattern of(String glob) {
        try {
            return Pattern.compile(new Glob(glob).sequence(false), Pattern.DOTALL);
        } catch (PatternSyntaxException | IllegalArgumentException unreadable) {
            return Pattern.compile(".*", Pattern.DOTALL);
        }
    }

    private String sequence(boolean nested) {
        var out = new StringBuilder();
        while (at < glob.length()) {
            char c = glob.charAt(at++);
            switch (c) {
                case '*' -> out.append(star());
                case '?' -> out.append("[^/]");
                case '[' -> out.append(range());
                case '{' -> out.append("(?:").append(sequence(true)).append(')');
                case '\\' -> {
                    if (at == glob.length()) {
                        throw new IllegalArgumentException("nothing behind a backslash");
                    }
                    literal(out, glob.charAt(at++));
                }
                case ',' -> out.append(nested ? "|" : ",");
                case '}' -> {
                    if (!nested) {
                        throw new IllegalArgumentException("closed but not opened");
                    }
                    return out.toString();
                }
                default -> literal(out, c);
            }
        }
        if (nested) {
            throw new IllegalArgumentException("opened but not closed");
        }
        return out.toString();
    }

    private String star() {
        if (at < glob.length() && glob.charAt(at) == '*') {
            at++;
            return ".*";
        }
        return "[^/]*";
    }

    private String range() {
        int close = glob.indexOf(']', at);
        if (close <= at) {
            throw new IllegalArgumentException("a range without an end");
        }
        String content = glob.substring(at, close);
        at = close + 1;
        boolean not = content.startsWith("!");
        var out = new StringBuilder(not ? "[^" : "[");
        for (char c : (not ? content.substring(1) : content).toCharArray()) {
            if (c == '-') {
                out.append(c);
            } else {
                literal(out, c);
            }
        }
        return out.append(']').toString();
    }

    private static void literal(StringBuilder out, char c) {
        if (SPECIAL.indexOf(c) >= 0) {
            out.append('\\');
        }
        out.append(c);
    }
}
