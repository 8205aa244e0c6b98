package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What files of the repository hold that Bicep loads when it is compiled. */
record LoadedFiles(BicepFiles files, BicepFile from) {
    private static final Pattern STEP = Pattern.compile("\\.?([A-Za-z_][\\w-]*)|\\[(\\d{1,6})]|\\['([^']*)']");

    /**
     * The value of a load function, in which no text is an expression; null where it cannot be known.
     *
     * @param detail the path in the document, or the encoding of a text; null where none is given
     */
    @Nullable
    Node load(String function, String path, @Nullable String detail, Position at) {
        Path file = files.resolve(from.path(), path);
        if (file == null) {
            return null;
        }
        return switch (function) {
            case "loadTextContent" -> text(file, detail, at);
            case "loadFileAsBase64" -> {
                byte[] bytes = files.bytes(file);
                yield bytes == null ? null : new Node.Scalar(Base64.getEncoder().encodeToString(bytes), at);
            }
            case "loadJsonContent" -> part(files.json(file), detail);
            default -> part(files.yaml(file), detail);
        };
    }

    private @Nullable Node text(Path file, @Nullable String encoding, Position at) {
        String text = encoding == null || encoding.toLowerCase(Locale.ROOT).equals("utf-8") ? files.text(file) : null;
        return text == null ? null : new Node.Scalar(plain(text), at);
    }

    /** Follows a plain path; any other may mean several values. */
    private static @Nullable Node part(@Nullable Node document, @Nullable String path) {
        Node node = document;
        String rest = path == null ? "" : path.startsWith("$") ? path.substring(1) : path;
        Matcher step = STEP.matcher(rest);
        int at = 0;
        while (node != null && at < rest.length()) {
            if (!step.find(at) || step.start() != at) {
                return null;
            }
            node = step.group(2) != null
                    ? node instanceof Node.Sequence list
                                    && Integer.parseInt(step.group(2))
                                            < list.items().size()
                            ? list.items().get(Integer.parseInt(step.group(2)))
                            : null
                    : node instanceof Node.Mapping mapping
                            ? mapping.get(step.group(1) == null ? step.group(3) : step.group(1))
                            : null;
            at = step.end();
        }
        return node == null ? null : literal(node);
    }

    private static String plain(String text) {
        return text.startsWith("[") ? "[" + text : text;
    }

    /** A value in which no text is an expression. */
    private static Node literal(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(entry ->
                                    new Node.Entry(plain(entry.key()), entry.keyPosition(), literal(entry.value())))
                            .toList(),
                    mapping.position());
        }
        if (node instanceof Node.Sequence list) {
            return new Node.Sequence(
                    list.items().stream().map(LoadedFiles::literal).toList(), list.position());
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return scalar.value() instanceof String text ? new Node.Scalar(plain(text), scalar.position()) : scalar;
    }
}
