package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Masks the secret values of a chart in what Helm says of that chart. A weak password is too common a text to be masked in every
 * report, but an error that quotes it is about it.
 */
final class SecretWords {
    private static final int SHORTEST = 4;

    /** A text that is no word: of these, more are secret than are part of a sentence. */
    private static final Pattern MIXED = Pattern.compile(".*[0-9!#$%^&*~?@+].*");

    private static final String QUOTES = "'\"`";

    private SecretWords() {}

    /** The problem with the secrets masked that it quotes, or that stand in it as a token and are no plain word. */
    static Problem masked(Problem problem, Collection<String> secrets) {
        String message = masked(problem.message(), secrets);
        return message.equals(problem.message()) ? problem : new Problem(message, problem.at(), problem.fix());
    }

    private static String masked(String message, Collection<String> secrets) {
        String masked = message;
        List<String> longestFirst = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST && !secret.isBlank())
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        for (String secret : longestFirst) {
            int from = masked.indexOf(secret);
            while (from >= 0) {
                int end = from + secret.length();
                boolean isMasked = isQuoted(masked, from, end)
                        || (MIXED.matcher(secret).matches() && Redaction.isToken(masked, from, end));
                if (isMasked) {
                    masked = masked.substring(0, from) + Redaction.MASK + masked.substring(end);
                    end = from + Redaction.MASK.length();
                }
                from = masked.indexOf(secret, end);
            }
        }
        return masked;
    }

    private static boolean isQuoted(String text, int from, int end) {
        return from > 0
                && end < text.length()
                && QUOTES.indexOf(text.charAt(from - 1)) >= 0
                && text.charAt(from - 1) == text.charAt(end);
    }
}
