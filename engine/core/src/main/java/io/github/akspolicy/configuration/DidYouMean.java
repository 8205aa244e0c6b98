package io.github.akspolicy.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds what a misspelt word was meant to be. */
public final class DidYouMean {
    private static final int WORDS_SHOWN = 20;

    private DidYouMean() {}

    /**
     * How to mend a word that is not known: {@code did you mean "profile"?}, or the words there are.
     *
     * @param noun what the words are, in the plural
     */
    public static String fix(String word, Collection<String> known, String noun) {
        String near = near(word, known);
        if (!near.isEmpty()) {
            return near;
        }
        if (known.isEmpty()) {
            return "there are no " + noun;
        }
        List<String> shown = known.stream().limit(WORDS_SHOWN).toList();
        return noun + ": " + String.join(", ", shown)
                + (known.size() > shown.size() ? " and " + (known.size() - shown.size()) + " more" : "");
    }

    /** {@code did you mean "profile"?}, or the empty string when no known word is close. */
    static String near(String word, Collection<String> known) {
        List<String> near = nearest(word, known);
        return near.isEmpty()
                ? ""
                : "did you mean "
                        + String.join(
                                " or ", near.stream().map(DidYouMean::quote).toList()) + "?";
    }

    private static String quote(String word) {
        return "\"" + word + "\"";
    }

    /** The closest known words, at most two; empty when none is close. */
    private static List<String> nearest(String word, Collection<String> known) {
        String plain = plain(word);
        int best = Math.max(1, plain.length() / 3) + 1;
        var nearest = new ArrayList<String>();
        for (String candidate : known) {
            int distance = distance(plain, candidate, best);
            if (distance < best) {
                best = distance;
                nearest.clear();
            }
            if (distance == best && best <= Math.max(1, plain.length() / 3)) {
                nearest.add(candidate);
            }
        }
        return nearest.size() > 2 ? nearest.subList(0, 2) : nearest;
    }

    /** Where a group is forgotten ({@code privileged} for {@code pod/privileged}) the name alone counts. */
    private static int distance(String plain, String candidate, int limit) {
        int distance = levenshtein(plain, plain(candidate), limit);
        int slash = candidate.indexOf('/');
        if (slash >= 0 && plain(candidate.substring(slash + 1)).equals(plain)) {
            return 0;
        }
        return distance;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
    }

    /** The number of edits between two words, or {@code limit} when it is at least that. */
    private static int levenshtein(String left, String right, int limit) {
        // bounds the work for hostile keys: lengths that differ by more cannot be near
        if (Math.abs(left.length() - right.length()) >= limit) {
            return limit;
        }
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int changed = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return Math.min(limit, previous[right.length()]);
    }
}
