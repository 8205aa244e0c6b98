package io.github.akspolicy.manifest;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/** Reads the text of one YAML document from snakeyaml's events. */
final class YamlDocument {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A finished or unfinished anchored value. */
    private record Anchored(@Nullable Node node, @Nullable Object raw, long size, int height) {}

    private final String text;
    private final int firstLine;
    private final ReadLimits limits;
    private final TreeBuilder tree;
    private final YamlScanner scanner;
    private final Map<String, Anchored> anchors = new HashMap<>(0);
    private final Map<TreeBuilder.Frame, String> open = new HashMap<>(0);
    private long aliasNodes;
    private int documents;
    private boolean ended;

    private YamlDocument(String text, int firstLine, ReadLimits limits, TreeBuilder tree) {
        this.text = text;
        this.firstLine = firstLine;
        this.limits = limits;
        this.tree = tree;
        this.scanner = new YamlScanner(text);
    }

    /**
     * The root of the document, or null when there is nothing in it.
     *
     * @param firstLine line of the text's first character in its file, counted from 1
     * @param duplicates takes keys that a mapping has twice, of which the last one holds; null to refuse them
     */
    static @Nullable Node read(
            String text, int firstLine, ReadLimits limits, @Nullable Consumer<DuplicateKey> duplicates)
            throws ManifestException {
        return new YamlDocument(text, firstLine, limits, new TreeBuilder(limits.maxDepth(), duplicates)).read(false);
    }

    /**
     * The root of the first document of a text, or null when there is nothing in it; nothing behind it is read.
     *
     * @param firstLine line of the text's first character in its file, counted from 1
     * @param duplicates takes keys that a mapping has twice, of which the last one holds
     */
    static @Nullable Node first(String text, int firstLine, ReadLimits limits, Consumer<DuplicateKey> duplicates)
            throws ManifestException {
        return new YamlDocument(text, firstLine, limits, new TreeBuilder(limits.maxDepth(), duplicates)).read(true);
    }

    private @Nullable Node read(boolean firstOnly) throws ManifestException {
        requirePrintable();
        requireNoMark();
        try {
            return events(firstOnly);
        } catch (MarkedYAMLException e) {
            throw translated(e);
        } catch (YAMLException | IllegalArgumentException e) {
            // should snakeyaml let an error of the text escape unmarked
            throw new ManifestException(YamlProblems.GENERIC, new Position(firstLine, 1));
        }
    }

    private @Nullable Node events(boolean firstOnly) throws ManifestException {
        Parser parser = new ParserImpl(scanner);
        while (true) {
            Event event = parser.getEvent();
            switch (event.getEventId()) {
                case Scalar -> scalar((ScalarEvent) event);
                case Alias -> alias((AliasEvent) event);
                case MappingStart -> start((CollectionStartEvent) event, tree.startMapping(start(event)));
                case SequenceStart -> start((CollectionStartEvent) event, tree.startSequence(start(event)));
                case MappingEnd, SequenceEnd -> end();
                case DocumentStart -> {
                    if (++documents > 1) {
                        throw new ManifestException(YamlProblems.AFTER_END, start(event));
                    }
                }
                case DocumentEnd -> {
                    if (firstOnly) {
                        return tree.root();
                    }
                    ended = true;
                }
                case StreamEnd -> {
                    Mark directive = scanner.firstDirective();
                    if (documents == 0 && directive != null) {
                        throw new ManifestException(YamlProblems.DIRECTIVE, at(directive));
                    }
                    return tree.root();
                }
                default -> {}
            }
        }
    }

    private void scalar(ScalarEvent event) throws ManifestException {
        Position position = start(event);
        String value = event.getValue();
        String tag = event.getTag();
        boolean untaggedPlain = tag == null && event.isPlain();
        if (tree.expectsKey()) {
            if (tag == null ? untaggedPlain && value.equals("<<") : TaggedScalar.isMerge(tag, value)) {
                tree.mergeKey();
                return;
            }
        }
        Object raw = tag != null
                ? TaggedScalar.resolve(tag, value, position)
                : untaggedPlain ? ScalarResolver.resolve(value) : value;
        if (tree.expectsKey()) {
            if (event.getAnchor() != null) {
                remember(event, new Anchored(new Node.Scalar(json(raw), position), raw, 1, 0));
            }
            key(raw, position);
            return;
        }
        if (raw instanceof Double number && (number.isNaN() || number.isInfinite())) {
            throw new ManifestException(
                    "the value is an infinite number or no number (.inf, .nan), which Kubernetes cannot store: put it"
                            + " in quotes if it is meant as text",
                    position);
        }
        var node = new Node.Scalar(json(raw), position, raw instanceof String ? severalLines(event, position) : null);
        if (event.getAnchor() != null) {
            remember(event, new Anchored(node, raw, 1, 0));
        }
        tree.add(node, 1, 0, false);
    }

    /** Only a value of several lines can hold a document whose lines differ from its own. */
    private @Nullable ScalarText severalLines(ScalarEvent event, Position position) {
        return event.getStartMark().getLine() == event.getEndMark().getLine()
                ? null
                : new ScalarText(text, event.getStartMark().getIndex(), position);
    }

    private static @Nullable Object json(@Nullable Object raw) {
        return raw instanceof Double number ? ScalarResolver.throughJson(number) : raw;
    }

    private void key(@Nullable Object raw, Position position) throws ManifestException {
        String key = ScalarResolver.key(raw);
        if (key == null || raw == null) {
            throw new ManifestException(
                    raw == null
                            ? "null cannot be a key: put the key in quotes if it is meant as text"
                            : "this number is too large for a key: put the key in quotes",
                    position);
        }
        tree.key(KeyPool.pooled(key), raw, position);
    }

    private void alias(AliasEvent event) throws ManifestException {
        Position position = start(event);
        Anchored anchored = anchors.get(event.getAnchor());
        if (anchored == null) {
            throw new ManifestException(
                    "this alias names an anchor that is not defined before it: define it with & earlier in the same"
                            + " document, or put the text in quotes if no alias is meant",
                    position);
        }
        Node node = anchored.node();
        if (node == null) {
            throw new ManifestException("this alias stands inside the value that its anchor names", position);
        }
        aliasNodes += anchored.size();
        if (aliasNodes > limits.maxAliasNodes()) {
            throw new ManifestException(
                    "aliases add more than " + limits.maxAliasNodes() + " nodes to the document (limit maxAliasNodes)",
                    position);
        }
        tree.requireDepth(anchored.height(), position);
        if (!tree.expectsKey()) {
            tree.add(node, anchored.size(), anchored.height(), true);
        } else if (node instanceof Node.Scalar) {
            key(anchored.raw(), position);
        } else {
            throw new ManifestException("a mapping or list cannot be a key, nor can an alias of one", position);
        }
    }

    private void start(CollectionStartEvent event, TreeBuilder.Frame frame) throws ManifestException {
        if (event.getAnchor() != null) {
            remember(event, new Anchored(null, null, 0, 0));
            open.put(frame, event.getAnchor());
        }
    }

    private void remember(NodeEvent event, Anchored anchored) {
        anchors.put(event.getAnchor(), anchored);
    }

    private void end() throws ManifestException {
        TreeBuilder.Frame frame = tree.open();
        Node node = tree.end();
        if (!open.isEmpty()) {
            String anchor = open.remove(frame);
            Anchored latest = anchor == null ? null : anchors.get(anchor);
            // an anchor of the same name inside it is the later one, and stays
            if (anchor != null && latest != null && latest.node() == null) {
                anchors.put(anchor, new Anchored(node, null, frame.size(), frame.height()));
            }
        }
    }

    private Position start(Event event) {
        return at(event.getStartMark());
    }

    private Position at(Mark mark) {
        return new Position(mark.getLine() + firstLine, mark.getColumn() + 1);
    }

    private ManifestException translated(MarkedYAMLException e) {
        Mark directive = scanner.firstDirective();
        Mark mark = documents == 0 && directive != null && YamlProblems.isAboutDocumentStart(e)
                ? directive
                : YamlProblems.isAboutContext(e) || e.getProblemMark() == null
                        ? e.getContextMark()
                        : e.getProblemMark();
        Position position = mark == null ? new Position(firstLine, 1) : at(mark);
        return new ManifestException(ended ? YamlProblems.AFTER_END : YamlProblems.message(e, documents), position);
    }

    /**
     * Refuses a byte order mark that lines follow. With one at the beginning of its buffer, wherever that is just then, the reader of
     * kubectl and Helm skips the first character of every line, so that what looks like a comment may be none.
     */
    private void requireNoMark() throws ManifestException {
        for (int i = text.indexOf(BYTE_ORDER_MARK, 1); i >= 0; i = text.indexOf(BYTE_ORDER_MARK, i + 1)) {
            for (int next = i + 1; next + 1 < text.length(); next++) {
                if (YamlCursor.isBreak(text.charAt(next)) && text.charAt(next + 1) != ' ') {
                    Position at = TextPositions.ofOffset(text, i);
                    throw new ManifestException(
                            YamlProblems.MARK, new Position(at.line() + firstLine - 1, at.column()));
                }
            }
        }
    }

    /** Refuses characters that no YAML text may hold, comments included. */
    private void requirePrintable() throws ManifestException {
        int offset = scanner.unprintable();
        if (offset >= 0) {
            int c = text.codePointAt(offset);
            Position at = TextPositions.ofOffset(text, offset);
            throw new ManifestException(
                    c == 0
                            ? TextDecoder.BINARY
                            : String.format(
                                    "the control character U+%04X is not allowed in YAML: remove it, or escape it"
                                            + " in double quotes",
                                    c),
                    new Position(at.line() + firstLine - 1, at.column()));
        }
    }
}
