package io.github.akspolicy.conformance.charts;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is no case of its own. Safe for several threads. */
final class Figures {
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    void add(String name, long count) {
        counts.computeIfAbsent(name, key -> new LongAdder()).add(count);
    }

    long get(String name) {
        LongAdder count = counts.get(name);
        return count == null ? 0 : count.sum();
    }

    void print(PrintStream log) {
        counts.forEach((name, count) -> log.printf("  %-72s %8d%n", name, count.sum()));
    }
}
