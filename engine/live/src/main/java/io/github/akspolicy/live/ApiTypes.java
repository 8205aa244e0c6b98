package io.github.akspolicy.live;

import io.github.akspolicy.resource.DataTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What of the types of Kubernetes decides how the API server writes an object back: the table {@code api-types.txt}. */
final class ApiTypes {
    private static final List<List<String>> TABLE = DataTable.lines(ApiTypes.class, "api-types.txt").stream()
            .map(line -> List.of(line.split(" ")))
            .toList();

    private static final Set<String> BUILT_IN = names("built-in");
    private static final Set<String> POINTERS = names("pointer");
    private static final Set<String> MAPS = names("map");

    private ApiTypes() {}

    /** The names of a part of the table. */
    static Set<String> names(String part) {
        return TABLE.stream()
                .filter(words -> words.get(0).equals(part))
                .flatMap(words -> words.stream().skip(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The values of each field of a part of the table; none where any will do. */
    static Map<String, Set<String>> values(String part) {
        return TABLE.stream()
                .filter(words -> words.get(0).equals(part))
                .collect(Collectors.toUnmodifiableMap(
                        words -> words.get(1),
                        words -> words.stream()
                                .skip(2)
                                .filter(word -> !word.equals("any"))
                                .map(word -> word.equals("\"\"") ? "" : word)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    static boolean isBuiltIn(String group) {
        return BUILT_IN.contains(group.isEmpty() ? "core" : group);
    }

    static boolean keepsZero(String field) {
        return POINTERS.contains(field);
    }

    static boolean isMap(String field) {
        return MAPS.contains(field);
    }
}
