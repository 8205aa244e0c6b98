package io.github.akspolicy.policy;

import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of small facts, collected from every resource of an environment. Facts are records with {@link
 * io.github.akspolicy.manifest.Place}s and hold no part of a document tree, so that an environment of 100,000 resources
 * fits in memory.
 *
 * @param <K> what a fact is looked up by: another type of key does not compile
 * @param <F> the fact
 */
public final class Index<K, F> {
    private final String name;
    private final Kinds kinds;
    private final Function<Resource, List<F>> facts;
    private final Function<F, ? extends Collection<? extends K>> keys;

    private Index(
            String name,
            Function<Resource, List<F>> facts,
            Function<F, ? extends Collection<? extends K>> keys,
            Kinds kinds) {
        this.name = name;
        this.kinds = kinds;
        this.facts = facts;
        this.keys = keys;
    }

    /**
     * @param name the word used in messages, such as {@code service accounts}
     * @param kinds the kinds of resources that can have such facts; the others have none and are not read
     * @param facts the facts of one resource; empty for most
     * @param key what a fact is looked up by, such as namespace and name; never null
     */
    public Index(String name, Kinds kinds, Function<Resource, List<F>> facts, Function<F, ? extends K> key) {
        this(name, facts, fact -> List.of(key.apply(fact)), kinds);
    }

    /** An index of facts that resources of any kind may have. */
    public Index(String name, Function<Resource, List<F>> facts, Function<F, ? extends K> key) {
        this(name, Kinds.ALL, facts, key);
    }

    /** An index whose facts stand under several keys each. */
    public static <K, F> Index<K, F> byKeys(
            String name,
            Kinds kinds,
            Function<Resource, List<F>> facts,
            Function<F, ? extends Collection<? extends K>> keys) {
        return new Index<>(name, facts, keys, kinds);
    }

    /** The word used in messages. */
    public String name() {
        return name;
    }

    /** The kinds of resources that can have such facts. */
    public Kinds kinds() {
        return kinds;
    }

    /** The facts of one resource. */
    public List<F> facts(Resource resource) {
        return kinds.include(resource) ? facts.apply(resource) : List.of();
    }

    /** What a fact is looked up by. */
    public Collection<? extends K> keys(F fact) {
        return keys.apply(fact);
    }

    @Override
    public String toString() {
        return name;
    }
}
