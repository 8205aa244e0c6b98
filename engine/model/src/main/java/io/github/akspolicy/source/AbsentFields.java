package io.github.akspolicy.source;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds, by rendering with other values, what decides that fields are absent. Asked once for all fields of a release, since
 * one render answers for many.
 */
@FunctionalInterface
public interface AbsentFields {
    /**
     * What decides about fields.
     *
     * @param notes takes what a reader should know where not all values could be tried
     * @return for each field that values can make appear, as a render has shown, the value that does; a field is missing here
     *     when none was found
     */
    Map<AbsentField, DecidingValue> decide(List<AbsentField> fields, Consumer<String> notes);

    /** The same for a question whose fields an evaluation asks about, too: the notes are its. */
    default Map<AbsentField, DecidingValue> decide(List<AbsentField> fields) {
        return decide(fields, note -> {});
    }
}
