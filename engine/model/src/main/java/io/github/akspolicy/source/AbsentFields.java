package io.github.akspolicy.source;

import java.util.List;
import java.util.Map;

/**
 * Finds, by rendering with other values, what decides that fields are absent. Asked once for all fields of a release, since
 * one render answers for many.
 */
@FunctionalInterface
public interface AbsentFields {
    /**
     * What decides about fields.
     *
     * @return for each field that values can make appear, as a render has shown, the value that does; a field is missing here
     *     when none was found
     */
    Map<AbsentField, DecidingValue> decide(List<AbsentField> fields);
}
