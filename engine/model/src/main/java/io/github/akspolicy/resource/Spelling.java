package io.github.akspolicy.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds the known words that a misspelt one was meant to be. */
public final class Spelling {
    private Spelling() {}

    /** The closest known words, at most two; empty when none is close. */
    public static List<String> nearest(String word, Collection<String> known) {
        return nearest(word, known, Integer.MAX_VALUE);
    }

    /**
     * The closest known words, at most two; empty when none is close.
     *
     * @param most how many letters may differ at most; a third of a longer word is less than that
     */
    static List<String> nearest(String word, Collection<String> known, int most) {
        String plain = plain(word);
        int best = Math.min(most, Math.max(1, plain.length() / 3));
        var nearest = new ArrayList<String>();
        for (String candidate : known) {
            int distance = distance(plain, candidate, best + 1);
            if (distance < best) {
                best = distance;
                nearest.clear();
            }
            if (distance == best) {
                nearest.add(candidate);
            }
        }
        return nearest.size() > 2 ? nearest.subList(0, 2) : nearest;
    }

    /** {@code did you mean "profile" or "profiles"?}; the empty string of none. */
    public static String question(Collection<String> words) {
        return words.isEmpty()
                ? ""
                : "did you mean "
                        + String.join(
                                " or ", words.stream().map(Spelling::quote).toList()) + "?";
    }

    private static String quote(String word) {
        return "\"" + word + "\"";
    }

    /** Where a group is forgotten ({@code privileged} for {@code pod/privileged}) the name alone counts. */
    private static int distance(String plain, String candidate, int most) {
        String name = plain(candidate.substring(candidate.indexOf('/') + 1));
        return name.equals(plain) ? 0 : edits(plain, plain(candidate), most);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
    }

    /**
     * The number of letters to insert, drop, replace or swap with their neighbour until two words are the same; more
     * than {@code most} when it is more.
     */
    private static int edits(String left, String right, int most) {
        // bounds the work for hostile keys: lengths that differ by more cannot be near
        if (Math.abs(left.length() - right.length()) > most) {
            return most + 1;
        }
        int[][] edits = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : edits(left, right, edits, i, j);
            }
        }
        return edits[left.length()][right.length()];
    }

    private static int edits(String left, String right, int[][] edits, int i, int j) {
        char last = left.charAt(i - 1);
        int replaced = edits[i - 1][j - 1] + (last == right.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean areSwapped = i > 1 && j > 1 && last == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
        return areSwapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
