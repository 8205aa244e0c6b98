package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * What a resource says but for its place: two resources of the same sum differ in nothing but name, namespace and labels that
 * repeat these. An image, a command or a service account that differs makes another sum.
 */
final class ResourceContent {
    /** Half of a SHA-256: long enough that nobody writes a second resource of the same sum. */
    private static final int BYTES = 16;

    /** Below these, values that repeat the name only select; anywhere else they may say what runs. */
    private static final Set<String> LABELS = Set.of("labels", "matchLabels", "selector");

    private final MessageDigest digest;
    private final ResourceId id;

    private ResourceContent(ResourceId id) {
        this.id = id;
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
        var content = new ResourceContent(resource.id());
        content.add(root, "", "", 0);
        return HexFormat.of().formatHex(content.digest.digest(), 0, BYTES);
    }

    private void add(Node node, String parent, String key, int depth) {
        if (node instanceof Node.Mapping mapping) {
            digest.update((byte) '{');
            mapping.entries().stream()
                    .filter(entry -> !isPlace(entry.key(), key, depth))
                    // the order of keys means nothing
                    .sorted((one, other) -> one.key().compareTo(other.key()))
                    .forEach(entry -> {
                        text('k', entry.key());
                        add(entry.value(), key, entry.key(), depth + 1);
                    });
            digest.update((byte) '}');
        } else if (node instanceof Node.Sequence list) {
            digest.update((byte) '[');
            list.items().forEach(item -> add(item, key, "", depth + 1));
            digest.update((byte) ']');
        } else {
            Object value = ((Node.Scalar) node).value();
            String text = String.valueOf(value);
            // a mapping has the type in its letter, so that "1" and 1 differ
            if (value instanceof String && LABELS.contains(parent) && repeatsPlace(text)) {
                text('p', "");
            } else {
                text(value == null ? 'n' : value instanceof String ? 's' : 'v', text);
            }
        }
    }

    private static boolean isPlace(String key, String parent, int depth) {
        return depth == 1 && parent.equals("metadata") && (key.equals("name") || key.equals("namespace"));
    }

    private boolean repeatsPlace(String text) {
        return text.equals(id.name())
                || text.equals(id.namespace())
                || id.name().startsWith(text + "-");
    }

    private void text(char type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) type);
        // the length ends it: no text can pass for two
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
