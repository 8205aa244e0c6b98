package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/** What a resource says, summed up: two resources of the same sum are the same but for the order of their keys. */
final class ResourceContent {
    /** Half of a SHA-256: long enough that nobody writes a second resource of the same sum. */
    private static final int BYTES = 16;

    private static final Comparator<Node.Entry> BY_KEY = Comparator.comparing(Node.Entry::key);

    private final MessageDigest digest;
    private final ByteBuffer head = ByteBuffer.allocate(1 + Integer.BYTES);

    private ResourceContent() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static String of(Resource resource) {
        Node root = resource.root().node();
        if (root == null) {
            return "";
        }
        var content = new ResourceContent();
        content.add(root);
        return HexFormat.of().formatHex(content.digest.digest(), 0, BYTES);
    }

    private void add(Node node) {
        if (node instanceof Node.Mapping mapping) {
            digest.update((byte) '{');
            var entries = mapping.entries().toArray(Node.Entry[]::new);
            // the order of keys means nothing
            Arrays.sort(entries, BY_KEY);
            for (Node.Entry entry : entries) {
                text('k', entry.key());
                add(entry.value());
            }
            digest.update((byte) '}');
        } else if (node instanceof Node.Sequence list) {
            digest.update((byte) '[');
            for (Node item : list.items()) {
                add(item);
            }
            digest.update((byte) ']');
        } else {
            Object value = ((Node.Scalar) node).value();
            // the letter is the type, so that "1" and 1 differ
            text(value == null ? 'n' : value instanceof String ? 's' : 'v', String.valueOf(value));
        }
    }

    private void text(char type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // the length ends it: no text can pass for two
        digest.update(head.clear().put((byte) type).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
