package io.github.akspolicy.policy.fluent;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** A field path in which {@code [*]} stands for each item of a list. */
record FieldPattern(List<FieldPath> parts) {
    private static final String EACH = "[*]";

    /** @throws IllegalArgumentException see {@link FieldPath#parse} */
    static FieldPattern parse(String text) {
        var parts = new ArrayList<FieldPath>();
        int begin = 0;
        for (int each = text.indexOf(EACH); each >= 0; each = text.indexOf(EACH, begin)) {
            parts.add(FieldPath.parse(text.substring(begin, each)));
            begin = each + EACH.length();
        }
        parts.add(begin == text.length() && begin > 0 ? FieldPath.ROOT : FieldPath.parse(text.substring(begin)));
        return new FieldPattern(List.copyOf(parts));
    }

    /** The fields that match; an absent one where a name leads nowhere, none for a list without items. */
    List<Field> in(Field root) {
        List<Field> found = List.of(root.follow(parts.get(0)));
        for (FieldPath part : parts.subList(1, parts.size())) {
            found = found.stream()
                    .flatMap(list -> list.items().stream())
                    .map(item -> item.follow(part))
                    .toList();
        }
        return found;
    }
}
