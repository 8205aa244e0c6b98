package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.FieldPath;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields that the Kubernetes API has, of the kinds that pods run in and those around them. A kind that the table does not know,
 * such as that of a custom resource, may have any.
 */
public final class ApiFields {
    private static final String LIST = "[]";
    private static final String ANY = "*";

    /** In letters: what a custom resource may call otherwise is no typing error. */
    private static final int TYPING_ERROR = 2;

    private static final Map<String, Map<String, String>> TYPES =
            DataTable.lines(ApiFields.class, "api-fields.txt").stream()
                    .map(line -> line.split(": "))
                    .collect(Collectors.toMap(line -> line[0], line -> fields(line[1])));

    private final Set<String> types;
    private final boolean isOpen;

    private ApiFields(Collection<String> types, boolean isOpen) {
        this.types = Set.copyOf(types);
        this.isOpen = isOpen;
    }

    private static Map<String, String> fields(String line) {
        var fields = new LinkedHashMap<String, String>();
        for (String field : line.split(" ")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], parts.length == 1 ? "" : parts[1]);
        }
        if (fields.containsKey("metadata")) {
            fields.put("apiVersion", "");
            fields.put("kind", "");
        }
        return fields;
    }

    /**
     * The fields of a kind or of a part of one, such as {@code Container}.
     *
     * @return with any field where the table does not know it
     */
    public static ApiFields of(String type) {
        return new ApiFields(List.of(type), false);
    }

    /** The fields of several kinds and of custom resources beside them: a path is wrong only if it is misspelt. */
    public static ApiFields ofAny(Collection<String> kinds) {
        return new ApiFields(kinds, true);
    }

    /** The fields of anything. */
    public static ApiFields any() {
        return ofAny(List.of());
    }

    /**
     * What is wrong with a path, with how to fix it; empty when such a field may be there.
     *
     * @param path from the thing itself; an item of a list counts as each item
     */
    public Optional<String> mistake(FieldPath path) {
        Set<String> at = types;
        FieldPath whole = FieldPath.ROOT;
        for (Object segment : path.segments()) {
            if (at.contains(ANY) || !TYPES.keySet().containsAll(named(at))) {
                return Optional.empty();
            }
            if (!(segment instanceof String name)) {
                at = at.stream().map(ApiFields::item).collect(Collectors.toSet());
                whole = whole.item(0, ANY);
                continue;
            }
            Set<String> known = at.stream().flatMap(ApiFields::names).collect(Collectors.toCollection(TreeSet::new));
            Set<String> next = at.stream().flatMap(type -> field(type, name)).collect(Collectors.toSet());
            if (next.isEmpty()) {
                return isList(at)
                        ? Optional.of(quoted(whole) + " is a list; write "
                                + quoted(whole.item(0, ANY).field(name)) + " for each of its items")
                        : unknown(whole, name, known);
            }
            at = next;
            whole = whole.field(name);
        }
        return Optional.empty();
    }

    private Optional<String> unknown(FieldPath parent, String name, Set<String> known) {
        List<String> near = isOpen ? Spelling.nearest(name, known, TYPING_ERROR) : Spelling.nearest(name, known);
        if (isOpen && near.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("the Kubernetes API has no field " + quoted(parent.field(name)) + " here; "
                + (near.isEmpty() ? fieldsOf(parent, known) : Spelling.question(near)));
    }

    private static String fieldsOf(FieldPath parent, Set<String> known) {
        return known.isEmpty() ? quoted(parent) + " has no fields" : "fields: " + String.join(", ", known);
    }

    private static String quoted(FieldPath path) {
        return "\"" + path.key() + "\"";
    }

    /** The types among these that are mappings, without lists of values and values. */
    private static Set<String> named(Set<String> types) {
        return types.stream()
                .filter(type -> !type.isEmpty() && !type.startsWith(LIST))
                .collect(Collectors.toSet());
    }

    private static boolean isList(Set<String> types) {
        return !types.isEmpty() && types.stream().allMatch(type -> type.startsWith(LIST));
    }

    private static String item(String type) {
        return type.startsWith(LIST) ? type.substring(LIST.length()) : ANY;
    }

    private static Stream<String> names(String type) {
        return TYPES.getOrDefault(type, Map.of()).keySet().stream();
    }

    private static Stream<String> field(String type, String name) {
        return Stream.ofNullable(TYPES.getOrDefault(type, Map.of()).get(name));
    }
}
