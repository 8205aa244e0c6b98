package io.github.akspolicy.helm.twin;

import java.util.List;

/**
 * What one template wrote.
 *
 * @param renderPath Helm's name of the template, such as {@code store/templates/order.yaml}
 * @param text what policies judge
 * @param lines the pieces of each line of {@code text}; a blank or unknown line has none
 * @param approximateLines which lines' pieces are a best guess, by index
 */
public record RenderedFile(
        String renderPath, String text, List<List<Piece>> lines, java.util.BitSet approximateLines) {}
