package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.rbac.Rule.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule that somebody wrote as several items of the list, one for each of its lists: a dash too many.
 *
 * @param items the items, at least two
 */
record SplitRule(List<Field> items) {
    /** The rules that are taken apart in a list of rules. */
    static List<SplitRule> of(Field rules) {
        var found = new ArrayList<SplitRule>();
        Map<Part, Field> current = new LinkedHashMap<>();
        for (Field item : rules.items()) {
            List<Part> parts = partsOf(item);
            if (parts.size() != 1 || current.containsKey(parts.get(0))) {
                add(found, current);
                current = new LinkedHashMap<>();
            }
            if (parts.size() == 1) {
                current.put(parts.get(0), item);
            }
        }
        add(found, current);
        return found;
    }

    private static void add(List<SplitRule> found, Map<Part, Field> parts) {
        if (parts.size() > 1) {
            found.add(new SplitRule(List.copyOf(parts.values())));
        }
    }

    private static List<Part> partsOf(Field item) {
        return List.of(Part.values()).stream()
                .filter(part -> item.get(part.field()).isPresent())
                .toList();
    }

    /** The rule as it was meant, in one line. */
    String joined() {
        var lists = new ArrayList<String>();
        for (Part part : Part.values()) {
            for (Field item : items) {
                if (item.get(part.field()).isPresent()) {
                    lists.add(part.field() + ": " + RuleShape.written(item.get(part.field())));
                }
            }
        }
        return "- {" + String.join(", ", lists) + '}';
    }
}
