package io.github.akspolicy.helm.absent;

import java.util.HashMap;
import java.util.Map;

/** Counts what values change of a file. */
final class Changes {
    private Changes() {}

    /** How many lines one text has that the other has not, in whatever order. */
    static int between(String one, String other) {
        Map<String, Integer> lines = new HashMap<>();
        one.lines().forEach(line -> lines.merge(line, 1, Integer::sum));
        other.lines().forEach(line -> lines.merge(line, -1, Integer::sum));
        return lines.values().stream().mapToInt(Math::abs).sum();
    }
}
