package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is declared and was evaluated: each once, when it is first needed. What is wrong in it is a problem once, and unknown to all
 * that refer to it.
 */
final class Memory {
    private final Trace trace;
    private final Problems problems;
    private final Map<String, Trace.Traced> known = new HashMap<>();
    private final Deque<Running> running = new ArrayDeque<>();
    private final Set<String> keys = new HashSet<>();

    /** Something that is being evaluated. */
    private record Running(String key, String name, Position at) {}

    Memory(Trace trace, Problems problems) {
        this.trace = trace;
        this.problems = problems;
    }

    /**
     * The value of what is declared.
     *
     * @param module the modules around it, with a dot behind each
     * @param name in its module, for messages
     * @param at its expression
     * @throws RefusalException when it refers to itself
     */
    Trace.Traced value(String module, String name, Position at, Supplier<Value> evaluation) {
        String key = module + name;
        Trace.Traced before = known.get(key);
        if (before != null) {
            return before;
        }
        if (!keys.add(key)) {
            throw circle(key);
        }
        running.push(new Running(key, name, at));
        try {
            Trace.Traced value = guarded(module, name, at, evaluation);
            known.put(key, value);
            return value;
        } finally {
            running.pop();
            keys.remove(key);
        }
    }

    /** Evaluates something that may be wrong, and then is unknown. */
    Trace.Traced guarded(String module, String name, Position at, Supplier<Value> evaluation) {
        try {
            return trace.traced(evaluation);
        } catch (EvaluationException wrong) {
            problems.add(wrong);
            Value unknown = Unknowns.because(name, module, String.valueOf(wrong.getMessage()), at);
            return new Trace.Traced(unknown, List.of(), false);
        }
    }

    private RefusalException circle(String key) {
        List<Running> circle = new ArrayList<>();
        for (Running each : running) {
            circle.add(each);
            if (each.key().equals(key)) {
                break;
            }
        }
        Collections.reverse(circle);
        Position first =
                circle.stream().map(Running::at).min(Position::compareTo).orElseThrow();
        List<String> names = circle.stream().map(Running::name).limit(5).toList();
        return new RefusalException(
                first,
                names.size() == 1
                        ? names.get(0) + " refers to itself"
                        : String.join(" and ", names) + " refer to each other");
    }
}
