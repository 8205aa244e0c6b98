package io.github.akspolicy.policy;

import java.util.Set;
import java.util.function.Function;

/**
 * A join of the facts of an environment, made once for all policies that ask for it, because it would be too slow to
 * make for each fact.
 *
 * @param <T> what is made; it must not change afterwards, since policies share it
 * @param name the word used in messages
 * @param reads the indexes that it is made of; a policy that asks for it declares them, too
 * @param of makes it
 */
public record Derivation<T>(String name, Set<Index<?, ?>> reads, Function<Indexes, T> of) {
    public Derivation {
        reads = Set.copyOf(reads);
    }
}
