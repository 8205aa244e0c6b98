package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import java.util.List;

/**
 * Whole numbers that a setting allows: {@code 80}, {@code 3000-5000}, and {@code 100-} without an upper end. Both ends
 * belong to a range.
 */
record NumberRanges(List<String> words) {
    boolean contain(Field field) {
        Long number = field.integer();
        return number != null && words.stream().anyMatch(word -> contains(word.strip(), number));
    }

    /** @throws NumberFormatException when a word is neither number nor range: the evaluation reports it as an error */
    private static boolean contains(String word, long number) {
        int dash = word.indexOf('-');
        if (dash < 0) {
            return Long.parseLong(word) == number;
        }
        String end = word.substring(dash + 1).strip();
        return number >= Long.parseLong(word.substring(0, dash).strip())
                && (end.isEmpty() || number <= Long.parseLong(end));
    }
}
