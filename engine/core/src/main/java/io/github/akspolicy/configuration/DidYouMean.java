package io.github.akspolicy.configuration;

import io.github.akspolicy.resource.Spelling;
import java.util.Collection;
import java.util.List;

/** Finds what a misspelt word was meant to be. */
public final class DidYouMean {
    private static final int WORDS_SHOWN = 20;

    private DidYouMean() {}

    /**
     * How to fix a word that is not known: {@code did you mean "profile"?}, or the words there are.
     *
     * @param noun what the words are, in the plural
     */
    public static String fix(String word, Collection<String> known, String noun) {
        String near = near(word, known);
        return near.isEmpty() ? words(known, noun) : near;
    }

    /**
     * How to fix a value of a setting: the words there are, without a guess, since the nearest may be the one that turns a gate off, as
     * {@code never} is the nearest to {@code sever}. Only where they are more than a line holds, as the policies are, one is guessed.
     *
     * @param noun what the words are, in the plural
     */
    public static String allowed(String word, Collection<String> known, String noun) {
        return known.size() > WORDS_SHOWN ? fix(word, known, noun) : words(known, noun);
    }

    private static String words(Collection<String> known, String noun) {
        if (known.isEmpty()) {
            return "there are no " + noun;
        }
        List<String> shown = known.stream().limit(WORDS_SHOWN).toList();
        return noun + ": " + String.join(", ", shown)
                + (known.size() > shown.size() ? " and " + (known.size() - shown.size()) + " more" : "");
    }

    /** {@code did you mean "profile"?}, or the empty string when no known word is close. */
    static String near(String word, Collection<String> known) {
        return question(nearest(word, known));
    }

    /** {@code did you mean "profile" or "profiles"?}; the empty string of none. */
    public static String question(Collection<String> words) {
        return Spelling.question(words);
    }

    /** The closest known words, at most two; empty when none is close. */
    public static List<String> nearest(String word, Collection<String> known) {
        return Spelling.nearest(word, known);
    }
}
