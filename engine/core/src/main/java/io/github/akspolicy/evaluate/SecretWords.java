package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.EncodedTexts.Span;
import io.github.akspolicy.source.Problem;
import java.util.ArrayList;
import java.util.Collection;
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
        List<String> words = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST && !secret.isBlank())
                .toList();
        var finder = new EncodedTexts.Finder() {
            @Override
            public int shortest() {
                return SHORTEST;
            }

            @Override
            public List<Span> find(String text, boolean isDecoded) {
                return words.stream()
                        .flatMap(word -> spans(text, word, isDecoded).stream())
                        .toList();
            }
        };
        return EncodedTexts.masked(message, finder, Redaction.MASK);
    }

    private static List<Span> spans(String text, String secret, boolean isDecoded) {
        var spans = new ArrayList<Span>();
        boolean isMixed = MIXED.matcher(secret).matches();
        for (int from = text.indexOf(secret); from >= 0; from = text.indexOf(secret, from + 1)) {
            int end = from + secret.length();
            if (isDecoded || isQuoted(text, from, end) || (isMixed && Redaction.isToken(text, from, end))) {
                spans.add(new Span(from, end));
            }
        }
        return spans;
    }

    private static boolean isQuoted(String text, int from, int end) {
        return from > 0
                && end < text.length()
                && QUOTES.indexOf(text.charAt(from - 1)) >= 0
                && text.charAt(from - 1) == text.charAt(end);
    }
}
