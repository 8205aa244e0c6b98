package io.github.akspolicy.template.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A value with methods or named fields: Helm's objects, times, versions, certificates. */
public interface GoStruct {
    /** Its type. */
    GoType type();

    /** What {@code printf "%v"} prints of it, as bytes. */
    String print();

    /** What an action writes of it: Go finds a method there that it does not find in a value handed on. */
    default String written() {
        return print();
    }

    /** Whether Go can compare it: not if a list or a map is in it. */
    default boolean isComparable() {
        return true;
    }

    /** A method or a field by its name; empty if there is none. */
    default Optional<Member> member(String name) {
        return Optional.ofNullable(members().get(name));
    }

    /** Fields that printers see, by their names in JSON; empty of what has none. */
    default Map<String, Value> jsonFields() {
        return Map.of();
    }

    /** Fields by the names that Go declares, in their order, as encoders see them that know nothing of JSON. */
    default Map<String, Value> declaredFields() {
        var fields = new LinkedHashMap<String, Value>();
        members().forEach((name, member) -> {
            if (member instanceof Member.Field field) {
                fields.put(name, field.value());
            }
        });
        return fields;
    }

    /** The text that it is in JSON, YAML and TOML, as bytes; empty of what its fields stand for. */
    default Optional<String> marshaledText() {
        return Optional.empty();
    }

    /** What {@code deepCopy} makes of it: it copies fields that are public only. */
    default GoStruct copied() {
        return this;
    }

    /** Its methods and fields. */
    default Map<String, Member> members() {
        return Map.of();
    }

    /** A field, whose value is known, or a method, which is called. */
    sealed interface Member {
        /** A field. */
        record Field(Value value) implements Member {}

        /** A method. */
        record Method(Function function) implements Member {}
    }
}
