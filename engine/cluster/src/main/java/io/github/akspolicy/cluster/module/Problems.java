package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.manifest.Position;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is wrong, each place once. */
final class Problems {
    private final Map<Position, Fault> faults = new TreeMap<>();

    void add(Position at, String message) {
        faults.putIfAbsent(at, new Fault(at, message));
    }

    void add(EvaluationException wrong) {
        add(wrong.at(), String.valueOf(wrong.getMessage()));
    }

    List<Fault> all() {
        return List.copyOf(faults.values());
    }
}
