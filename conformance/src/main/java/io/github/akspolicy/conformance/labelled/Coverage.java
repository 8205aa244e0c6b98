package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.conformance.Entry;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which checks of other projects no policy speaks for: how many of each topic, and each one with its cases and reason. */
final class Coverage {
    private Coverage() {}

    static void print(List<Entry> entries, PrintStream log) {
        Map<String, Map<String, List<Entry>>> topics = entries.stream()
                .collect(Collectors.groupingBy(
                        Entry::topic,
                        TreeMap::new,
                        Collectors.groupingBy(Entry::check, TreeMap::new, Collectors.toList())));
        topics.forEach((topic, checks) -> {
            long covered = checks.values().stream().filter(Coverage::isCovered).count();
            log.printf("%s: %d of %d checks covered%n", topic, covered, checks.size());
            checks.forEach((check, cases) -> {
                if (!isCovered(cases)) {
                    log.printf(
                            "  %s (%d): %s%n", check, cases.size(), cases.get(0).reason());
                }
            });
        });
    }

    /** A check is covered when a case of it could be judged: others may use what we have no setting for. */
    private static boolean isCovered(List<Entry> cases) {
        return cases.stream().anyMatch(Entry::covered);
    }
}
