package io.github.akspolicy.policy;

import java.util.Collection;

/** Patterns for names in settings: {@code *} stands for any text, the empty one too; everything else for itself. */
public final class Glob {
    private Glob() {}

    /** Whether one of the patterns matches the whole text. */
    public static boolean anyMatches(Collection<String> patterns, String text) {
        for (String pattern : patterns) {
            if (matches(pattern, text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the pattern matches the whole text. Time grows with the product of the lengths at worst. */
    public static boolean matches(String pattern, String text) {
        int end = pattern.length() - 1;
        if (end > 0 && pattern.charAt(0) == '*' && pattern.indexOf('*', 1) == end) {
            // the usual one, and the JVM searches many characters at once
            return text.contains(pattern.substring(1, end));
        }
        int p = 0;
        int t = 0;
        int star = -1;
        int restart = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                restart = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++restart;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
