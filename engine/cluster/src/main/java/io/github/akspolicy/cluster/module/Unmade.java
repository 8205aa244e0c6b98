package io.github.akspolicy.cluster.module;

import io.github.akspolicy.manifest.Position;
import java.util.List;

/**
 * A block of which {@code count} or {@code for_each} make no instance.
 *
 * @param address {@code module.a.azurerm_kubernetes_cluster.b}, or that of the call of a module
 * @param types of the resources that it would make, as far as its files say
 * @param at where the block begins
 */
public record Unmade(String address, List<String> types, Position at) {
    /** In the order of the text. */
    public Unmade {
        types = List.copyOf(types);
    }
}
