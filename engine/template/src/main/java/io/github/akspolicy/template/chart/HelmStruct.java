package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A struct of Helm: fields, methods and how it prints.
 *
 * @param type its type
 * @param print what {@code %v} prints
 * @param written what an action writes
 * @param copyPrint what {@code %v} prints of a copy, which lacks the fields that are not public
 * @param members its fields and methods
 * @param jsonFields what an encoder sees of it, in its order
 */
record HelmStruct(
        GoType type,
        String print,
        String written,
        String copyPrint,
        Map<String, GoStruct.Member> members,
        Map<String, Value> jsonFields)
        implements GoStruct {
    @Override
    public HelmStruct copied() {
        return new HelmStruct(type, copyPrint, written, copyPrint, members, jsonFields);
    }

    @Override
    public boolean isComparable() {
        return members.values().stream()
                .noneMatch(member -> member instanceof GoStruct.Member.Field field
                        && (field.value().data() instanceof GoMap
                                || field.value().data() instanceof GoSlice));
    }

    /** Puts a struct together whose fields are seen by encoders under names of their own. */
    static final class Builder {
        private final GoType type;
        private final Map<String, GoStruct.Member> members = new LinkedHashMap<>();
        private final Map<String, Value> json = new LinkedHashMap<>();

        Builder(String type, GoType.Kind kind) {
            this.type = GoType.named(type, kind);
        }

        Builder field(String name, String jsonName, Value value) {
            members.put(name, new GoStruct.Member.Field(value));
            json.put(jsonName, value);
            return this;
        }

        /** A field that encoders leave out where it is empty. */
        Builder optional(String name, String jsonName, Value value) {
            members.put(name, new GoStruct.Member.Field(value));
            if (value.isTrue()) {
                json.put(jsonName, value);
            }
            return this;
        }

        Builder method(Function function) {
            members.put(function.name(), new GoStruct.Member.Method(function));
            return this;
        }

        HelmStruct build(String print) {
            return build(print, print, print);
        }

        HelmStruct build(String print, String written, String copyPrint) {
            return new HelmStruct(type, print, written, copyPrint, members, json);
        }
    }
}
