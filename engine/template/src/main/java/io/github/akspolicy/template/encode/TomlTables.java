package io.github.akspolicy.template.encode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a document while it is read, and which of them may still be written: a table that another one implies may be
 * defined later, once.
 */
final class TomlTables {
    /** Tables in an array. */
    static final class Tables extends ArrayList<Map<String, Object>> {
        private static final long serialVersionUID = 1;
    }

    /** What a key must not be. */
    static final class Conflict extends Exception {
        private static final long serialVersionUID = 1;

        Conflict(String message) {
            super(message);
        }
    }

    private final boolean refusesArraysTwice;
    private final Map<String, Object> root = new LinkedHashMap<>();
    private final Set<String> implied = new HashSet<>();
    private final Set<String> arrays = new HashSet<>();
    private List<String> context = List.of();
    private String key = "";

    TomlTables(boolean refusesArraysTwice) {
        this.refusesArraysTwice = refusesArraysTwice;
    }

    Map<String, Object> root() {
        return root;
    }

    List<String> context() {
        return context;
    }

    String key() {
        return key;
    }

    void restore(List<String> outer, String outerKey) {
        context = outer;
        key = outerKey;
    }

    /** The key that errors name. */
    String lastKey() {
        String joined = TomlKeys.joined(context);
        return key.isEmpty() ? joined : context.isEmpty() ? key : joined + "." + key;
    }

    /** Goes to the key of a value; the tables that its parts before the last one name are implied. */
    void enter(List<String> parts) throws Conflict {
        key = parts.get(parts.size() - 1);
        for (String part : parts.subList(0, parts.size() - 1)) {
            List<String> table = TomlKeys.add(context, part);
            implied.add(TomlKeys.joined(table));
            open(table, false);
        }
    }

    /** Goes into the inline table that is the value of the key. */
    void enterInline(boolean isInArray) throws Conflict {
        List<String> table = TomlKeys.add(context, key);
        context = table;
        key = "";
        implied.add(TomlKeys.joined(table));
        open(table, isInArray);
    }

    /** The key holds an array, which inline tables in it add to. */
    void isArray() {
        arrays.add(TomlKeys.joined(key.isEmpty() ? context : TomlKeys.add(context, key)));
    }

    /** The value of the key is known not to be an array. */
    void isOther() {
        arrays.remove(TomlKeys.joined(key.isEmpty() ? context : TomlKeys.add(context, key)));
    }

    /** Goes to a table, and creates it and those around it. */
    void open(List<String> table, boolean isArray) throws Conflict {
        Map<String, Object> at = root;
        List<String> parents = table.subList(0, table.size() - 1);
        for (int i = 0; i < parents.size(); i++) {
            String part = parents.get(i);
            if (!at.containsKey(part)) {
                implied.add(TomlKeys.joined(parents.subList(0, i + 1)));
                at.put(part, new LinkedHashMap<String, Object>());
            }
            at = inside(
                    at.get(part),
                    "Key '" + TomlKeys.joined(parents.subList(0, i + 1)) + "' was already created as a hash.");
        }
        context = List.copyOf(parents);
        String last = table.get(table.size() - 1);
        if (!isArray) {
            set(last, new LinkedHashMap<String, Object>());
        } else if (at.computeIfAbsent(last, name -> new Tables()) instanceof Tables tables) {
            tables.add(new LinkedHashMap<>());
        } else {
            throw new Conflict(
                    "Key '" + TomlKeys.joined(table) + "' was already created and cannot be used as an array.");
        }
        context = List.copyOf(table);
    }

    @SuppressWarnings("unchecked") // nothing else is put into the tables as a map
    private static Map<String, Object> inside(@Nullable Object value, String problem) throws Conflict {
        if (value instanceof Tables tables) {
            return tables.get(tables.size() - 1);
        }
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new Conflict(problem);
    }

    /** Sets a key of the table that is open. */
    void set(String name, Object value) throws Conflict {
        Map<String, Object> at = root;
        for (int i = 0; i < context.size(); i++) {
            at = inside(at.get(context.get(i)), defined(context.subList(0, i + 1)));
        }
        if (!at.containsKey(name)) {
            at.put(name, value);
            return;
        }
        List<String> full = TomlKeys.add(context, name);
        String joined = TomlKeys.joined(full);
        boolean wasImplied = implied.remove(joined);
        if (arrays.contains(joined)) {
            if (refusesArraysTwice && !wasImplied) {
                throw new Conflict(defined(full));
            }
            at.put(name, value);
        } else if (!wasImplied) {
            throw new Conflict(defined(full));
        }
    }

    private static String defined(List<String> key) {
        return "Key '" + TomlKeys.joined(key) + "' has already been defined.";
    }
}
