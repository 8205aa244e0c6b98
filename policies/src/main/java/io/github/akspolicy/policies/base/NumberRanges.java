package io.github.akspolicy.policies.base;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Recent;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers that a setting allows: {@code 80}, {@code 3000-5000}, and {@code 100-} without an upper end. Both ends
 * belong to a range. {@code -1}, by which Azure Policy allows no port, is a number like others.
 *
 * @param words the setting; a word that is neither allows nothing
 */
public record NumberRanges(List<String> words) {
    private static final Pattern WORD = Pattern.compile("\\s*(-?[0-9]{1,18})\\s*(-?)\\s*([0-9]{0,18})\\s*");

    private static final Range NONE = new Range(Long.MAX_VALUE, Long.MIN_VALUE);

    private static final Recent<Range> READ = new Recent<>(NumberRanges::read);

    /** Whether a field is a number that one of the words allows. */
    public boolean contain(Field field) {
        Long number = field.integer();
        return number != null && words.stream().anyMatch(word -> READ.of(word).contains(number));
    }

    private record Range(long first, long last) {
        boolean contains(long number) {
            return first <= number && number <= last;
        }
    }

    /** What is wrong with a word of a setting; null when nothing is. */
    public static @Nullable String fault(String word) {
        return READ.of(word).equals(NONE) ? "\"" + word + "\" is neither a number nor a range such as 3000-5000" : null;
    }

    private static Range read(String word) {
        Matcher matcher = WORD.matcher(word);
        if (!matcher.matches()
                || (matcher.group(2).isEmpty() && !matcher.group(3).isEmpty())) {
            return NONE;
        }
        long first = Long.parseLong(matcher.group(1));
        if (matcher.group(2).isEmpty()) {
            return new Range(first, first);
        }
        return new Range(first, matcher.group(3).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(3)));
    }
}
