package io.github.akspolicy.helm.fuzz;

import java.util.List;
import java.util.Random;

/** Random choices that one seed repeats. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        // nearby seeds begin alike without this
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** Whether the one case of so many happens. */
    boolean oneIn(int cases) {
        return random.nextInt(cases) == 0;
    }

    /** A number from 0, the bound not included. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
