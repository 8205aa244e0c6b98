package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the evaluation of one root module may cost. Real ones need less than a hundredth of it. */
final class Bounds {
    private static final int MOST_STEPS = 5_000_000;
    private static final int MOST_INSTANCES = 20_000;
    private static final int MOST_BLOCKS = 200_000;
    private static final int MOST_MODULES = 2_000;
    private static final int MOST_FILES = 20_000;
    private static final long MOST_CHARACTERS = 256L << 20;
    /** Parts of one value, each counted as often as it is seen: locals that double twenty times make a million. */
    private static final long MOST_PARTS = 1_000_000;
    /** Characters of one text. */
    static final int LONGEST = 16 << 20;

    /** Parts that a function goes over in about the time of one step. */
    private static final int PARTS_OF_A_STEP = 16;

    private static final int DEEPEST = 300;
    /** Values in each other. */
    private static final int DEEPEST_VALUE = 200;

    private static final Size ONE = new Size(1, 0);

    private final Map<Value, Size> sizes = new IdentityHashMap<>();
    private int steps;
    private @Nullable Position exhausted;
    private int instances;
    private int blocks;
    private int modules;
    private int files;
    private long characters;
    private int depth;

    /** How many parts a value has, and how many of them are in each other. */
    private record Size(long parts, int depth) {}

    /** Goes one level deeper. @throws RefusalException when it is too deep or took too long */
    void enter(Position at) {
        step(1, at);
        if (depth >= DEEPEST) {
            throw exceeded("it is nested deeper than " + DEEPEST + " levels", at);
        }
        depth++;
    }

    void leave() {
        depth--;
    }

    /** Counts work. @throws RefusalException when it took too long */
    void step(int count, Position at) {
        steps += Math.min(count, MOST_STEPS);
        if (steps > MOST_STEPS) {
            steps = MOST_STEPS;
            // one problem, where it began
            exhausted = exhausted == null ? at : exhausted;
            throw exceeded("it takes more than " + MOST_STEPS + " steps", exhausted);
        }
    }

    /** Counts that all of a value is looked at. */
    void look(Value value, Position at) {
        step((int) (size(value).parts() / PARTS_OF_A_STEP), at);
    }

    void instance(Position at) {
        if (++instances > MOST_INSTANCES) {
            throw exceeded("it makes more than " + MOST_INSTANCES + " instances", at);
        }
    }

    /** Counts a nested block. */
    void block(Position at) {
        if (++blocks > MOST_BLOCKS) {
            throw exceeded("it makes more than " + MOST_BLOCKS + " blocks", at);
        }
    }

    void module(Position at) {
        if (++modules > MOST_MODULES) {
            throw exceeded("it calls more than " + MOST_MODULES + " modules", at);
        }
    }

    /** Whether one more file may be read. */
    boolean file(int length) {
        characters += length;
        return ++files <= MOST_FILES && characters <= MOST_CHARACTERS;
    }

    /** Takes a value that was made. @throws RefusalException when it is too large to be looked at */
    Value made(Value value, Position at) {
        Size size = size(value);
        if (size.parts() > MOST_PARTS) {
            throw exceeded("it makes a value of more than " + MOST_PARTS + " parts", at);
        }
        if (size.depth() > DEEPEST_VALUE) {
            throw exceeded("it makes a value that is nested deeper than " + DEEPEST_VALUE + " levels", at);
        }
        if (value instanceof Value.Text text && text.value().length() > LONGEST) {
            throw exceeded("it makes a text of more than " + LONGEST + " characters", at);
        }
        return value;
    }

    static RefusalException exceeded(String what, Position at) {
        return new RefusalException(at, "the configuration is not evaluated further: " + what);
    }

    /** How many parts it has; parts that several values share are looked at once. */
    private Size size(Value value) {
        if (!(value instanceof Value.Mapping) && !(value instanceof Value.Sequence)) {
            return ONE;
        }
        Size known = sizes.get(value);
        if (known == null) {
            known = value instanceof Value.Mapping mapping
                    ? around(mapping.entries().values().stream()
                            .map(Value.Entry::value)
                            .toList())
                    : around(((Value.Sequence) value).items());
            sizes.put(value, known);
        }
        return known;
    }

    private Size around(List<Value> parts) {
        long all = 1;
        int depth = 0;
        for (Value part : parts) {
            Size size = size(part);
            all = Math.min(MOST_PARTS + 1, all + size.parts());
            depth = Math.max(depth, size.depth());
        }
        return new Size(all, depth + 1);
    }
}
