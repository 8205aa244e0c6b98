package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Unresolved;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that Terraform makes of a collection: one of {@code content} for each item of {@code for_each}
 * (developer.hashicorp.com/terraform/language/expressions/dynamic-blocks and language/syntax/json, read 2026-11-30). A collection
 * that is not known makes the block so.
 */
final class DynamicBlocks {
    private static final String DYNAMIC = "dynamic";
    private static final String FOR_EACH = "for_each";
    private static final String CONTENT = "content";

    private DynamicBlocks() {}

    /** A block with what its dynamic blocks make; the same where it has none. */
    static Node.Mapping expanded(Node.Mapping block) {
        Field dynamic = Field.root(block).get(DYNAMIC);
        List<Field> labels = (dynamic.items().isEmpty() ? List.of(dynamic) : dynamic.items())
                .stream().flatMap(each -> each.fields().stream()).toList();
        if (labels.isEmpty()
                || !labels.stream().flatMap(label -> each(label).stream()).allMatch(DynamicBlocks::isDynamic)) {
            return block;
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        block.entries().stream()
                .filter(entry -> !entry.key().equals(DYNAMIC))
                .forEach(entry -> entries.put(entry.key(), entry));
        for (Field label : labels) {
            Node.Entry written = entries.get(label.key());
            Node made = made(label, written == null ? null : written.value());
            if (made != null) {
                entries.put(
                        label.key(), new Node.Entry(label.key(), label.place().key(), made));
            }
        }
        return new Node.Mapping(List.copyOf(entries.values()), block.position());
    }

    private static List<Field> each(Field label) {
        return label.node() instanceof Node.Sequence ? label.items() : List.of(label);
    }

    private static boolean isDynamic(Field block) {
        return block.get(FOR_EACH).isWritten() && block.get(CONTENT).isWritten();
    }

    /** The blocks of a label, behind those that are written; null for none. */
    private static @Nullable Node made(Field label, @Nullable Node written) {
        var blocks = new ArrayList<Node>();
        if (written instanceof Node.Sequence list) {
            blocks.addAll(list.items());
        } else if (written != null) {
            blocks.add(written);
        }
        for (Field dynamic : each(label)) {
            Boolean hasItems = hasItems(dynamic.get(FOR_EACH));
            if (hasItems == null) {
                return unknown(dynamic);
            }
            if (hasItems) {
                // once for all items: what differs between them is an expression
                each(dynamic.get(CONTENT)).stream()
                        .map(Field::node)
                        .filter(Objects::nonNull)
                        .forEach(blocks::add);
            }
        }
        return blocks.isEmpty() ? null : new Node.Sequence(blocks, blocks.get(0).position());
    }

    private static Node unknown(Field dynamic) {
        Unresolved collection = dynamic.get(FOR_EACH).unresolved();
        String text = collection == null ? "dynamic " + dynamic.key() : collection.expression();
        return new Node.Scalar(new Unresolved(text, "⟨" + text + "⟩"), dynamic.position());
    }

    /** Whether a collection has items, also one that is written as an expression, {@code ${[1]}}; null where it is not known. */
    private static @Nullable Boolean hasItems(Field collection) {
        if (collection.node() instanceof Node.Sequence || collection.node() instanceof Node.Mapping) {
            return !collection.items().isEmpty() || !collection.fields().isEmpty();
        }
        Unresolved unresolved = collection.unresolved();
        if (unresolved == null) {
            return null;
        }
        String text = unresolved.expression().replaceAll("\\s", "");
        if (text.equals("${[]}") || text.equals("${{}}")) {
            return false;
        }
        return text.matches("\\$\\{\\[[^\\[\\]]+]}") && !text.startsWith("${[for") ? true : null;
    }
}
