package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What is edited at once: findings of one line, and findings whose values stand in one mapping of one file, such as all those that
 * {@code securityContext: {}} leaves open.
 */
final class EditedBlocks {
    private EditedBlocks() {}

    /**
     * Puts together what is edited at once.
     *
     * @param findings those of an element, at least one, all of one line
     * @return each element once, in the order of the first of each block
     */
    static <T> List<List<T>> of(List<T> elements, Function<T, List<Finding>> findings) {
        // blocks that a later element joins are emptied
        var blocks = new ArrayList<List<T>>();
        var marks = new ArrayList<Set<String>>();
        Map<String, Integer> byMark = new HashMap<>();
        for (T element : elements) {
            var own = new HashSet<String>();
            findings.apply(element).forEach(finding -> own.addAll(marks(finding)));
            List<Integer> joined = own.stream()
                    .map(byMark::get)
                    .filter(index -> index != null)
                    .distinct()
                    .sorted()
                    .toList();
            int target = joined.isEmpty() ? blocks.size() : joined.get(0);
            if (joined.isEmpty()) {
                blocks.add(new ArrayList<>());
                marks.add(new HashSet<>());
            }
            for (int other : joined.subList(Math.min(1, joined.size()), joined.size())) {
                blocks.get(target).addAll(blocks.get(other));
                blocks.get(other).clear();
                own.addAll(marks.get(other));
            }
            blocks.get(target).add(element);
            marks.get(target).addAll(own);
            own.forEach(mark -> byMark.put(mark, target));
        }
        return blocks.stream().filter(block -> !block.isEmpty()).toList();
    }

    /** The line, and the mapping of the value that the line to edit is a part of. */
    private static Set<String> marks(Finding finding) {
        String path = finding.location().path();
        String line = path + "\0" + finding.location().line();
        Origin origin = finding.occurrences().get(0).origin();
        String key = origin.valuesKeys().isEmpty() ? "" : origin.valuesKeys().get(0);
        int dot = key.lastIndexOf('.');
        boolean isInValues = dot > 0
                && origin.primary().role() == SourceLocation.Role.VALUES
                && origin.primary().path().equals(path);
        return isInValues ? Set.of(line, path + "\0" + key.substring(0, dot)) : Set.of(line);
    }
}
