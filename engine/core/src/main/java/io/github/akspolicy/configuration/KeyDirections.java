package io.github.akspolicy.configuration;

import io.github.akspolicy.resource.DataTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What another value of each key of a configuration does to the gate: whether it lets more pass. A key that is not declared here is
 * one of which any change counts, and a test fails for it: whoever adds a key says in {@code key-directions.txt} what makes the gate
 * weaker.
 *
 * <p>A path is written as in {@code environments.*.kubeVersion} and {@code sources[].values}. What is declared of a key holds for
 * everything below it, unless it is declared to be compared by its meaning.
 */
final class KeyDirections {
    /** When another value lets more pass. */
    enum Direction {
        /** Always, as far as can be known. */
        ANY,
        /** Unless the list has lost entries only: each entry is something that is taken for true, or that fails nothing. */
        FEWER_IS_STRICTER,
        /** Unless the list has got entries only: each entry is something more that is evaluated. */
        MORE_IS_STRICTER,
        /** Unless the number is greater, or the day later, of two that are written. */
        GREATER_IS_STRICTER,
        /** Another class knows the meaning: each key below is declared by itself. */
        BY_MEANING,
        /** Never: what it refuses is an error, which fails. */
        NEVER;

        /** @param word as the table writes it, such as {@code more-is-stricter} */
        private static Direction of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** Whether another value lets no more pass. */
        boolean isFine(@Nullable Object before, @Nullable Object now) {
            return Objects.equals(before, now)
                    || switch (this) {
                        case ANY -> false;
                        case FEWER_IS_STRICTER -> contains(before, now);
                        case MORE_IS_STRICTER -> contains(now, before);
                        case GREATER_IS_STRICTER -> isGreater(now, before);
                        case BY_MEANING, NEVER -> true;
                    };
        }

        /** What is not written is not known: the day of a commit, for instance. */
        private static boolean isGreater(@Nullable Object one, @Nullable Object other) {
            if (one instanceof Number number && other instanceof Number smaller) {
                return number.longValue() > smaller.longValue();
            }
            // days compare like their texts
            return one instanceof String text
                    && other instanceof String earlier
                    && DAY.matcher(text).matches()
                    && DAY.matcher(earlier).matches()
                    && text.compareTo(earlier) > 0;
        }

        /** Whether a list has all items of another one. */
        private static boolean contains(@Nullable Object all, @Nullable Object some) {
            return some == null
                    || (all instanceof List<?> list && some instanceof List<?> items && list.containsAll(items));
        }
    }

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern POLICY = Pattern.compile("^policies\\.[^.]+");
    private static final Pattern PARAMETER = Pattern.compile("\\.parameters\\..+$");

    private static final Map<String, Direction> DECLARED =
            DataTable.lines(KeyDirections.class, "key-directions.txt").stream()
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toUnmodifiableMap(words -> words[1], words -> Direction.of(words[0])));

    private KeyDirections() {}

    /** Of a key that is not declared, any change counts. */
    static Direction of(String path) {
        Direction declared = declaredOf(normal(path));
        return declared == null ? Direction.ANY : declared;
    }

    /** Whether somebody has said what another value does: of the key, or of one that it is below. */
    static boolean isDeclared(String path) {
        String key = normal(path);
        if (DECLARED.containsKey(key)) {
            return true;
        }
        Direction above = declaredOf(key);
        return above != null && above != Direction.BY_MEANING;
    }

    /** All that is declared. */
    static Map<String, Direction> all() {
        return DECLARED;
    }

    private static String normal(String path) {
        return PARAMETER
                .matcher(POLICY.matcher(path).replaceFirst("policies.*"))
                .replaceFirst(".parameters.*");
    }

    /** Of the key itself, else of the nearest one above it. */
    private static @Nullable Direction declaredOf(String path) {
        for (String key = path; !key.isEmpty(); key = above(key)) {
            Direction direction = DECLARED.get(key);
            if (direction != null) {
                return direction;
            }
        }
        return null;
    }

    private static String above(String path) {
        if (path.endsWith("[]")) {
            return path.substring(0, path.length() - 2);
        }
        return path.substring(0, Math.max(path.lastIndexOf('.'), 0));
    }
}
