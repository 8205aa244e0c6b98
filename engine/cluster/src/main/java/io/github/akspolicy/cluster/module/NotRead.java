package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import org.jspecify.annotations.Nullable;

/**
 * A call of a module that is not here.
 *
 * @param address {@code module.aks}
 * @param source as it is written; empty where it is missing
 * @param reason why it is not read
 * @param arguments what it is called with, as for attributes of a resource
 * @param at where the call begins
 * @param number why the number of instances is not known; null where it is
 */
public record NotRead(
        String address,
        String source,
        String reason,
        Value.Mapping arguments,
        Position at,
        Value.@Nullable Unknown number) {}
