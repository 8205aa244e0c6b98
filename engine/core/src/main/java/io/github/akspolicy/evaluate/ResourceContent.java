package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/** What a resource says, summed up: two resources of the same sum are the same but for the order of their keys. */
final class ResourceContent {
    /** Half of a SHA-512/256: long enough that no second resource of the same sum is found. */
    private static final int BYTES = 16;

    private static final Comparator<Node.Entry> BY_KEY = Comparator.comparing(Node.Entry::key);

    private final StringBuilder content = new StringBuilder();

    private ResourceContent() {}

    static String of(Resource resource) {
        Node root = resource.root().node();
        if (root == null) {
            return "";
        }
        var content = new ResourceContent();
        content.add(root);
        try {
            // in plain Java it takes fewer steps for each byte than SHA-256
            byte[] sum = MessageDigest.getInstance("SHA-512/256")
                    .digest(content.content.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-512/256", impossible);
        }
    }

    private void add(Node node) {
        if (node instanceof Node.Mapping mapping) {
            content.append('{');
            var entries = mapping.entries().toArray(Node.Entry[]::new);
            // the order of keys means nothing
            Arrays.sort(entries, BY_KEY);
            for (Node.Entry entry : entries) {
                text('k', entry.key());
                add(entry.value());
            }
            content.append('}');
        } else if (node instanceof Node.Sequence list) {
            content.append('[');
            for (Node item : list.items()) {
                add(item);
            }
            content.append(']');
        } else {
            Object value = ((Node.Scalar) node).value();
            // the letter is the type, so that "1" and 1 differ
            text(value == null ? 'n' : value instanceof String ? 's' : 'v', String.valueOf(value));
        }
    }

    private void text(char type, String text) {
        // the length ends it: no text can pass for two
        content.append(type).append(text.length()).append(' ').append(text);
    }
}
