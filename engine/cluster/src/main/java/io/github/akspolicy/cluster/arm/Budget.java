package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What the evaluation of one file may cost, what went wrong in it, each place once, and what of it is secret. */
final class Budget {
    /** Steps of an evaluation; a template of 4 MB, the most that Azure takes, needs about a tenth. */
    private static final int MOST_STEPS = 4_000_000;

    private static final int MOST_RESOURCES = 20_000;
    /** Parts of one value, each counted as often as it is seen: variables that double twenty times make a million. */
    private static final long MOST_PARTS = 1_000_000;
    /** Parts that a function goes over in about the time of one step. */
    private static final int PARTS_OF_A_STEP = 64;

    private static final int DEEPEST = 400;
    /** Values that one expression is made of; of more, nobody reads the lines. */
    private static final int MOST_SOURCES = 20;

    private final Map<Position, String> problems = new LinkedHashMap<>();
    private final SecureValues secure = new SecureValues();
    private final Map<Node, Long> weights = new IdentityHashMap<>();
    private Set<String> defaults = new TreeSet<>();
    /** What gives the values that an expression is made of, by the place of the expression. */
    private final Map<Position, Set<Position>> sources = new HashMap<>();

    private Set<Position> asked = new LinkedHashSet<>();
    private int steps;
    private int resources;
    private int depth;

    /** Goes one level deeper. @throws TemplateException when it is too deep or took too long */
    void enter(Position at) {
        if (++steps > MOST_STEPS) {
            throw new TemplateException(
                    "the template is not evaluated further: it takes more than " + MOST_STEPS + " steps", at);
        }
        if (++depth > DEEPEST) {
            throw new TemplateException(
                    "the template is not evaluated further: it is nested deeper than " + DEEPEST + " levels", at);
        }
    }

    void leave() {
        depth--;
    }

    /** Takes a value that was made. @throws TemplateException when it is too large to be looked at */
    Node made(Node value, Position at) {
        if (weight(value) > MOST_PARTS) {
            throw new TemplateException(
                    "the template is not evaluated further: it makes a value of more than " + MOST_PARTS + " parts",
                    at);
        }
        return value;
    }

    /** Counts that a function looks at all of its arguments. */
    void lookAt(List<Node> arguments) {
        for (Node argument : arguments) {
            steps += (int) (weight(argument) / PARTS_OF_A_STEP);
        }
    }

    /** How many parts it has; parts that several values share are looked at once. */
    private long weight(Node value) {
        if (value instanceof Node.Scalar) {
            return 1;
        }
        Long known = weights.get(value);
        if (known != null) {
            return known;
        }
        long weight = 1;
        if (value instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                weight = Math.min(MOST_PARTS + 1, weight + weight(entry.value()));
            }
        } else if (value instanceof Node.Sequence list) {
            for (Node item : list.items()) {
                weight = Math.min(MOST_PARTS + 1, weight + weight(item));
            }
        }
        weights.put(value, weight);
        return weight;
    }

    /** A value, and the names of the parameters whose default value it depends on. */
    record Traced(Node value, Set<String> defaults) {}

    /** Evaluates something, and notes the defaults that are taken meanwhile. */
    Traced traced(Supplier<Node> evaluation) {
        Set<String> around = defaults;
        defaults = new TreeSet<>();
        try {
            return new Traced(evaluation.get(), defaults);
        } finally {
            around.addAll(defaults);
            defaults = around;
        }
    }

    /** Takes note that what is being evaluated depends on the default values of these parameters. */
    void defaults(Set<String> parameters) {
        defaults.addAll(parameters);
    }

    /** Evaluates an expression, and notes where the values stand that it makes another one of. */
    Node sourced(Supplier<Node> evaluation, Position at) {
        Set<Position> around = asked;
        asked = new LinkedHashSet<>();
        try {
            Node value = evaluation.get();
            if (!asked.isEmpty() && value.position().equals(at)) {
                sources.computeIfAbsent(at, missing -> new LinkedHashSet<>()).addAll(asked);
            }
            return value;
        } finally {
            asked = around;
        }
    }

    /**
     * Takes note that what is being evaluated is made of a value.
     *
     * @param isFollowed whether what that one is made of counts for it
     */
    void source(Position at, boolean isFollowed) {
        Set<Position> made = isFollowed ? sources.getOrDefault(at, Set.of(at)) : Set.of(at);
        made.stream().limit(Math.max(0, MOST_SOURCES - asked.size())).forEach(asked::add);
    }

    Map<Position, Set<Position>> sources() {
        return sources;
    }

    void resource(Position at) {
        if (++resources > MOST_RESOURCES) {
            throw new TemplateException(
                    "the template is not evaluated further: it deploys more than " + MOST_RESOURCES + " resources", at);
        }
    }

    void problem(Position at, String message) {
        problems.putIfAbsent(at, message);
    }

    SecureValues secure() {
        return secure;
    }

    Map<Position, String> problems() {
        return problems;
    }

    /** The evaluation cannot go on. */
    static final class TemplateException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Position position;

        TemplateException(String message, Position position) {
            super(message, null, false, false);
            this.position = position;
        }

        Position position() {
            return position;
        }
    }
}
