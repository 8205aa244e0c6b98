package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import org.jspecify.annotations.Nullable;

/**
 * A resource that the configuration makes.
 *
 * @param address {@code module.a["x"].azurerm_kubernetes_cluster.b[0]}; {@code [*]} where the number of instances is not known
 * @param type {@code azurerm_kubernetes_cluster}
 * @param attributes in the order of the text; nested blocks of a type are a tuple of objects under its name, an {@link
 *     Value.Unknown} among them where the text does not tell which a {@code dynamic} block makes. What all resources have ({@code
 *     count}, {@code lifecycle}, {@code provisioner}) is left out
 * @param header where the block begins
 * @param provider the source of its provider, {@code hashicorp/azurerm}; see {@link RootModule#providers}
 * @param number why the number of instances is not known; null where it is
 */
public record Instance(
        String address,
        String type,
        Value.Mapping attributes,
        Position header,
        String provider,
        Value.@Nullable Unknown number) {}
