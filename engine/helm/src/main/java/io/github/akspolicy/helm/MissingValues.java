package io.github.akspolicy.helm;

import java.util.List;

/**
 * Whether Helm's error is that of a chart which lacks values: it asks for them by {@code required} or {@code fail}, its schema does, or a
 * template takes something of nothing.
 */
final class MissingValues {
    /** How Helm and Go's templates say it. */
    private static final List<String> WORDS = List.of(
            "execution error at (",
            "nil pointer evaluating ",
            "index of untyped nil",
            "invalid value; expected ",
            "; got interface {}",
            "over <nil>",
            "of type <nil>",
            "<nil>.");

    /** How the validators of schemas say it. */
    private static final List<String> OF_SCHEMA =
            List.of("missing propert", " is required", "got null, want", "given: null");

    private MissingValues() {}

    /** @param message Helm's error */
    static boolean explains(String message) {
        return WORDS.stream().anyMatch(message::contains)
                || (message.contains("don't meet the specifications of the schema")
                        && OF_SCHEMA.stream().anyMatch(message::contains));
    }
}
