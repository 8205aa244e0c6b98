package io.github.akspolicy.configuration;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a value of the configuration may look like. {@link ShapeCheck} and {@link SchemaWriter} both read it, so that the
 * checker and the published JSON Schema say the same.
 */
sealed interface Shape {
    /** What is expected, for messages: {@code a list}. */
    String expected();

    /**
     * A string.
     *
     * @param expected such as {@code a path}
     * @param pattern what it must match from end to end in a dialect that JSON Schema shares, or null for any
     * @param mayBeEmpty whether the empty string is a value
     */
    record Text(String expected, @Nullable Pattern pattern, boolean mayBeEmpty) implements Shape {
        static final Text ANY = new Text("a string", null, true);

        static Text of(String expected) {
            return new Text(expected, null, false);
        }

        static Text matching(String expected, String regex) {
            return new Text(expected, Pattern.compile("^(?:" + regex + ")$"), false);
        }
    }

    /** A whole number between two bounds, both included. */
    record Whole(long least, long most) implements Shape {
        static final Whole ANY = new Whole(Long.MIN_VALUE, Long.MAX_VALUE);

        @Override
        public String expected() {
            return this.equals(ANY) ? "a whole number" : "a whole number from " + least + " to " + most;
        }
    }

    /** True or false. */
    record Flag() implements Shape {
        @Override
        public String expected() {
            return "true or false";
        }
    }

    /** One of some words. */
    record Word(List<String> words) implements Shape {
        /** A sentence with more is not read to its end. */
        private static final int SHOWN = 5;

        @Override
        public String expected() {
            int more = words.size() - SHOWN;
            return "one of "
                    + (more <= 1
                            ? String.join(", ", words)
                            : String.join(", ", words.subList(0, SHOWN)) + " and " + more + " others");
        }
    }

    /** No value: the key alone. */
    record Nothing() implements Shape {
        @Override
        public String expected() {
            return "empty";
        }
    }

    /** Any value: it is looked at by itself. */
    record Anything() implements Shape {
        static final Anything ENTRY = new Anything();

        @Override
        public String expected() {
            return "anything";
        }
    }

    /** A list. */
    record Items(Shape item, boolean mayBeEmpty) implements Shape {
        static Items of(Shape item) {
            return new Items(item, true);
        }

        @Override
        public String expected() {
            return "a list";
        }
    }

    /**
     * A mapping whose keys the user chooses.
     *
     * @param key what a key must look like
     * @param value what each value must look like
     */
    record Entries(Text key, Shape value) implements Shape {
        @Override
        public String expected() {
            return "a mapping";
        }
    }

    /**
     * A mapping with known keys.
     *
     * @param noun what a key is called in messages: {@code key}, {@code policy}
     * @param known the keys in the order of documentation
     * @param required the keys that must be there
     */
    record Keys(String noun, Map<String, Shape> known, Set<String> required) implements Shape {
        @Override
        public String expected() {
            return "a mapping";
        }
    }

    /** A value of one of several YAML types, which tell the alternatives apart. */
    record ByType(List<Shape> alternatives) implements Shape {
        @Override
        public String expected() {
            return String.join(
                    " or ",
                    alternatives.stream().map(Shape::expected).distinct().toList());
        }
    }

    /** A mapping that has exactly one of several keys, which says what else it may have. */
    record ByKey(Map<String, Keys> alternatives) implements Shape {
        @Override
        public String expected() {
            return "a mapping with " + String.join(" or ", alternatives.keySet());
        }
    }

    /**
     * A mapping whose word at one key says what else it has.
     *
     * @param key the key
     * @param alternatives each with its own {@link Word}s at the key
     */
    record ByWord(String key, List<Keys> alternatives) implements Shape {
        /** The alternative with this word, or null. */
        @Nullable
        Keys alternative(String word) {
            for (Keys alternative : alternatives) {
                if (alternative.known().get(key) instanceof Word words
                        && words.words().contains(word)) {
                    return alternative;
                }
            }
            return null;
        }

        /** All words at the key. */
        List<String> words() {
            return alternatives.stream()
                    .flatMap(alternative -> alternative.known().get(key) instanceof Word words
                            ? words.words().stream()
                            : Stream.empty())
                    .toList();
        }

        @Override
        public String expected() {
            return "a mapping";
        }
    }

    /**
     * A shape with an explanation for editors.
     *
     * @param defaultValue what holds when the key is left out, or null when nothing does
     */
    record Described(
            Shape shape, String description, @Nullable Object defaultValue) implements Shape {
        @Override
        public String expected() {
            return shape.expected();
        }
    }

    /** A shape that occurs often and is written once, below {@code $defs}. */
    record Shared(String name, Shape shape) implements Shape {
        @Override
        public String expected() {
            return shape.expected();
        }
    }
}
