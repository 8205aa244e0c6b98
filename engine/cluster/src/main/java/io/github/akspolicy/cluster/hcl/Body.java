package io.github.akspolicy.cluster.hcl;

import io.github.akspolicy.manifest.Position;
import java.util.List;

/**
 * The content of a file or block, in the order in which it is written.
 *
 * @param attributes no name stands twice
 */
public record Body(List<Attribute> attributes, List<Block> blocks) {
    /** The order is that of the text. */
    public Body {
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /**
     * A name with its value.
     *
     * @param at where the name is written
     */
    public record Attribute(String name, Expression value, Position at) {}

    /**
     * A block.
     *
     * @param type the word that it begins with
     * @param labels such as the type and name of a resource
     * @param at where it begins
     */
    public record Block(String type, List<String> labels, Body body, Position at) {
        /** The labels are those of the text, without quotes. */
        public Block {
            labels = List.copyOf(labels);
        }
    }
}
