package io.github.akspolicy.policy;

import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of small facts collected from every resource of an environment. Facts are records with {@link
 * io.github.akspolicy.manifest.Place}s and hold no part of a document tree, so that an environment of 100,000 resources
 * fits in memory.
 *
 * @param <F> the fact
 * @param name the word used in messages, such as {@code service accounts}
 * @param facts the facts of one resource; empty for most
 * @param key what a fact is looked up by, such as namespace and name; never null
 */
public record Index<F>(String name, Function<Resource, List<F>> facts, Function<F, ?> key) {}
