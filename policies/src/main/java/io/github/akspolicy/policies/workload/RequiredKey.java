package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.Patterns;
import io.github.akspolicy.policy.Judgement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A label or annotation that must be there: {@code key}, or {@code key=expression} for its whole value. */
final class RequiredKey {
    private RequiredKey() {}

    /**
     * Judges a mapping of labels or annotations.
     *
     * @param word {@code label} or {@code annotation}, for messages
     */
    static void judge(List<String> required, Field map, String word, Judgement judgement) {
        judge(required, map, word, true, judgement);
    }

    /** @param whole whether an expression must match the whole value */
    static void judge(List<String> required, Field map, String word, boolean whole, Judgement judgement) {
        for (String entry : required) {
            int equals = entry.indexOf('=');
            String key = equals < 0 ? entry : entry.substring(0, equals);
            Field value = map.get(key);
            if (!value.isPresent()) {
                judgement.fail(value, word + " " + key + " is not set");
            } else if (equals >= 0 && !matches(entry.substring(equals + 1), value.textOr(""), whole)) {
                judgement.fail(value, word + " " + key + " has not the form that is asked for");
            }
        }
    }

    private static boolean matches(String expression, String text, boolean whole) {
        return whole ? Patterns.of(expression).matches(text) : Patterns.finds(expression, text);
    }

    /** What is wrong with an entry; null when nothing is. */
    static @Nullable String fault(String entry) {
        int equals = entry.indexOf('=');
        return equals < 0 ? null : Patterns.fault(entry.substring(equals + 1));
    }
}
