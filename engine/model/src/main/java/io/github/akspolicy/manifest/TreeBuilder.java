package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the nodes of one document together as a parser meets them. It keeps its own stack, so depth is a limit with a
 * message and never a stack overflow.
 */
final class TreeBuilder {
    private static final int QUOTED_KEY = 80;

    private final int maxDepth;
    private final @Nullable Consumer<DuplicateKey> duplicates;
    private @Nullable Frame top;
    private int depth;
    private @Nullable Node root;

    /** A mapping or list that is not closed yet. */
    static final class Frame {
        private final @Nullable Frame parent;
        private final Position position;
        private final @Nullable MappingBuilder mapping;
        private final List<Node> items;
        private @Nullable String key;
        private Position keyPosition;
        private boolean merge;
        private long size = 1;
        private int height = 1;

        private Frame(@Nullable Frame parent, Position position, @Nullable MappingBuilder mapping, List<Node> items) {
            this.parent = parent;
            this.position = position;
            this.keyPosition = position;
            this.mapping = mapping;
            this.items = items;
        }

        /** Nodes in it, those that aliases add included. */
        long size() {
            return size;
        }

        /** Levels of nesting in it, itself included. */
        int height() {
            return height;
        }
    }

    /** @param duplicates takes keys that a mapping has twice, of which the last one holds; null to refuse them */
    TreeBuilder(int maxDepth, @Nullable Consumer<DuplicateKey> duplicates) {
        this.maxDepth = maxDepth;
        this.duplicates = duplicates;
    }

    /** The finished document, or null when nothing was added. */
    @Nullable
    Node root() {
        return root;
    }

    /** Whether the next thing is the key of a mapping. */
    boolean expectsKey() {
        return top != null && top.mapping != null && top.key == null && !top.merge;
    }

    Frame startMapping(Position position) throws ManifestException {
        return start(position, new MappingBuilder(), List.of());
    }

    Frame startSequence(Position position) throws ManifestException {
        return start(position, null, new ArrayList<>());
    }

    private Frame start(Position position, @Nullable MappingBuilder mapping, List<Node> items)
            throws ManifestException {
        if (expectsKey()) {
            throw new ManifestException(
                    "a mapping or list cannot be a key: put the key in quotes if it is meant as text", position);
        }
        requireDepth(1, position);
        depth++;
        top = new Frame(top, position, mapping, items);
        return top;
    }

    /** @throws ManifestException when {@code levels} more would nest too deep */
    void requireDepth(int levels, Position position) throws ManifestException {
        if (depth + levels > maxDepth) {
            throw new ManifestException(
                    "mappings and lists are nested more than " + maxDepth + " levels deep (limit maxDepth)", position);
        }
    }

    /** @param raw the key as YAML has it: a string, boolean or number */
    void key(String key, Object raw, Position position) throws ManifestException {
        Frame frame = open();
        Position earlier = frame.mapping == null ? null : frame.mapping.written(key);
        if (frame.mapping != null && frame.mapping.isOtherKind(key, raw) && duplicates != null) {
            throw new ManifestException(
                    "duplicate key " + quoted(key) + ": line " + position.line()
                            + " writes it as another kind of value than an earlier line (1 and \"1\"), and it is chance which of"
                            + " the two counts; remove one of the two",
                    position);
        }
        if (earlier != null) {
            if (duplicates == null) {
                throw new ManifestException(
                        "duplicate key " + quoted(key) + ": line " + earlier.line() + " sets it already, line "
                                + position.line() + " sets it again; remove one of the two",
                        position);
            }
            duplicates.accept(new DuplicateKey(path(key), earlier, position));
        }
        frame.key = key;
        frame.keyPosition = position;
    }

    private static String quoted(String key) {
        return key.length() <= QUOTED_KEY ? "\"" + key + "\"" : "\"" + key.substring(0, QUOTED_KEY) + "...\"";
    }

    /** The path of a key of the innermost mapping. */
    private String path(String key) {
        var path = new StringBuilder(key);
        for (Frame frame = open().parent; frame != null; frame = frame.parent) {
            if (frame.mapping == null) {
                path.insert(0, path.charAt(0) == '[' ? "" : ".").insert(0, "[" + frame.items.size() + "]");
            } else if (frame.key != null) {
                path.insert(0, path.charAt(0) == '[' ? "" : ".").insert(0, frame.key);
            }
        }
        return path.toString();
    }

    /** The next value is merged into the mapping. */
    void mergeKey() {
        open().merge = true;
    }

    void add(Node node, long size, int height, boolean byAlias) throws ManifestException {
        Frame frame = top;
        if (frame == null) {
            root = node;
            return;
        }
        frame.size += size;
        frame.height = Math.max(frame.height, height + 1);
        if (frame.mapping == null) {
            frame.items.add(node);
        } else if (frame.merge) {
            frame.merge = false;
            merge(frame.mapping, node, byAlias);
        } else if (frame.key != null) {
            frame.mapping.add(frame.key, frame.keyPosition, node);
            frame.key = null;
        }
    }

    private static void merge(MappingBuilder into, Node node, boolean byAlias) throws ManifestException {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(into::merge);
            return;
        }
        if (!(node instanceof Node.Sequence sequence) || byAlias) {
            throw noMerge(node);
        }
        // the first mapping of the list takes precedence, so it comes last
        for (int i = sequence.items().size() - 1; i >= 0; i--) {
            Node item = sequence.items().get(i);
            if (!(item instanceof Node.Mapping mapping)) {
                throw noMerge(item);
            }
            mapping.entries().forEach(into::merge);
        }
    }

    private static ManifestException noMerge(Node node) {
        return new ManifestException(
                "the key << merges mappings, but this is a " + node.typeName()
                        + ": give it a mapping or a list of mappings",
                node.position());
    }

    /** Closes the innermost mapping or list and adds it to the one around it. */
    Node end() throws ManifestException {
        Frame frame = open();
        Node node = frame.mapping != null
                ? new Node.Mapping(frame.mapping.entries(), frame.position)
                : new Node.Sequence(frame.items, frame.position);
        top = frame.parent;
        depth--;
        add(node, frame.size, frame.height, false);
        return node;
    }

    /** Where the innermost mapping or list that is not closed begins, or null when none is open. */
    @Nullable
    Position openPosition() {
        return top == null ? null : top.position;
    }

    /** The innermost mapping or list that is not closed. */
    Frame open() {
        if (top == null) {
            throw new IllegalStateException("no mapping or list is open");
        }
        return top;
    }
}
