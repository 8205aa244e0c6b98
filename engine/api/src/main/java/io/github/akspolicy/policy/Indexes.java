package io.github.akspolicy.policy;

import java.util.List;

/** The facts of one environment that a policy declared to read. */
public interface Indexes {
    /**
     * All facts of an index, in the order in which the sources have them.
     *
     * @throws UndeclaredIndexException when the policy did not declare the index
     */
    <F> List<F> all(Index<?, F> index);

    /**
     * The facts with exactly this key; empty when there are none.
     *
     * @throws UndeclaredIndexException when the policy did not declare the index
     */
    <K, F> List<F> get(Index<K, F> index, K key);

    /**
     * What is derived from the facts of the environment; it is made at the first call.
     *
     * @throws IllegalStateException when the policy did not declare the indexes that it is made of
     */
    <T> T derive(Derivation<T> derivation);
}
