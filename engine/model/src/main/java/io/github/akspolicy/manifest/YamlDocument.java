package io.github.akspolicy.manifest;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
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
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads the text of one YAML document from snakeyaml's events. */
final class YamlDocument {
    private static final LoaderOptions OPTIONS = new LoaderOptions();

    static {
        // the size of the text is limited by ReadLimits before it comes here
        OPTIONS.setCodePointLimit(Integer.MAX_VALUE);
    }

    /** A finished or unfinished anchored value. */
    private record Anchored(@Nullable Node node, @Nullable Object raw, long size, int height) {}

    private final String text;
    private final int firstLine;
    private final boolean exactColumns;
    private final ReadLimits limits;
    private final TreeBuilder tree;
    private final TextPositions positions;
    private final Map<String, Anchored> anchors = new HashMap<>(0);
    private final Map<TreeBuilder.Frame, String> open = new HashMap<>(0);
    private long aliasNodes;
    private int documents;
    private int flowDepth;
    private @Nullable Event last;
    private @Nullable Event lastScalar;

    /**
     * @param firstLine line of the text's first character in its file, counted from 1
     * @param exactColumns whether snakeyaml's own lines and columns are right: no character of the text takes two
     *     UTF-16 code units, none is a line break to YAML only, and no byte order mark stands in it
     */
    private YamlDocument(String text, int firstLine, boolean exactColumns, ReadLimits limits) {
        this.text = text;
        this.firstLine = firstLine;
        this.exactColumns = exactColumns;
        this.limits = limits;
        this.tree = new TreeBuilder(limits.maxDepth());
        this.positions = new TextPositions(text, firstLine);
    }

    /** The root of the document, or null when there is nothing in it. */
    static @Nullable Node read(String text, int firstLine, boolean exactColumns, ReadLimits limits, Rereads rereads)
            throws ManifestException {
        String readable = text;
        while (true) {
            var document = new YamlDocument(readable, firstLine, exactColumns, limits);
            try {
                return document.read();
            } catch (MarkedYAMLException e) {
                String repaired = rereads.take(text.length()) ? document.withoutTab(e) : null;
                if (repaired == null) {
                    throw document.translated(e);
                }
                readable = repaired;
            } catch (ReaderException e) {
                throw document.unprintable(e);
            } catch (YAMLException | IllegalArgumentException e) {
                // snakeyaml lets a few errors of the text escape unmarked, such as \U00110000 or a %YAML 99999999999
                throw new ManifestException(YamlProblems.GENERIC, new Position(firstLine, 1));
            }
        }
    }

    private @Nullable Node read() throws ManifestException {
        Parser parser = new ParserImpl(new StreamReader(text), OPTIONS);
        while (true) {
            Event event = parser.getEvent();
            last = event;
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
                case StreamEnd -> {
                    requireNoDirective();
                    return tree.root();
                }
                default -> {}
            }
        }
    }

    /** kubectl refuses directives wherever they stand; snakeyaml ignores those that no document follows. */
    private void requireNoDirective() throws ManifestException {
        // only brackets, comments and line ends follow the last scalar
        int from = lastScalar == null ? 0 : Math.max(0, offset(lastScalar.getEndMark()) - 1);
        int directive = from == 0 && text.startsWith("%") ? 0 : text.indexOf("\n%", from) + 1;
        if (directive > 0 || text.startsWith("%")) {
            throw new ManifestException(YamlProblems.DIRECTIVE, positions.at(text.codePointCount(0, directive)));
        }
    }

    private void scalar(ScalarEvent event) throws ManifestException {
        lastScalar = event;
        Position position = start(event);
        String value = event.getValue();
        String tag = event.getTag();
        if (event.getScalarStyle() == DumperOptions.ScalarStyle.DOUBLE_QUOTED) {
            requireNoEscapedSurrogate(event, position);
        } else if (event.isLiteral() || event.isFolded()) {
            requireNoLeadingTab(event);
        }
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
                remember(event, new Anchored(new Node.Scalar(json(raw), position), raw, 1, 0), position);
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
            remember(event, new Anchored(node, raw, 1, 0), position);
        }
        tree.add(node, 1, 0, false);
    }

    /** Only a value of several lines can hold a document whose lines differ from its own. */
    private @Nullable ScalarText severalLines(ScalarEvent event, Position position) {
        return event.getStartMark().getLine() == event.getEndMark().getLine()
                ? null
                : new ScalarText(text, offset(event.getStartMark()), position);
    }

    private static @Nullable Object json(@Nullable Object raw) {
        return raw instanceof Double number ? ScalarResolver.throughJson(number) : raw;
    }

    private void key(@Nullable Object raw, Position position) throws ManifestException {
        String key = ScalarResolver.key(raw);
        if (key == null) {
            throw new ManifestException(
                    raw == null
                            ? "null cannot be a key: put the key in quotes if it is meant as text"
                            : "this number is too large for a key: put the key in quotes",
                    position);
        }
        tree.key(KeyPool.pooled(key), position);
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
        flowDepth += event.isFlow() ? 1 : 0;
        if (event.getAnchor() != null) {
            remember(event, new Anchored(null, null, 0, 0), start(event));
            open.put(frame, event.getAnchor());
        }
    }

    private void remember(NodeEvent event, Anchored anchored, Position position) throws ManifestException {
        String name = event.getAnchor();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-')) {
                throw new ManifestException(
                        "kubectl accepts only letters, digits, '-' and '_' in the name of an anchor", position);
            }
        }
        anchors.put(name, anchored);
    }

    private void end() throws ManifestException {
        // nothing in brackets is outside of them, so the innermost end is that of a bracket
        flowDepth -= flowDepth > 0 ? 1 : 0;
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

    /** YAML's escapes write one code point each; snakeyaml accepts halves of a pair, kubectl does not. */
    private void requireNoEscapedSurrogate(ScalarEvent event, Position position) throws ManifestException {
        String value = event.getValue();
        boolean surrogates = false;
        for (int i = 0; i < value.length() && !surrogates; i++) {
            surrogates = Character.isSurrogate(value.charAt(i));
        }
        if (!surrogates) {
            return;
        }
        int end = offset(event.getEndMark());
        for (int i = offset(event.getStartMark()); i < end - 3; i++) {
            if (text.charAt(i) == '\\') {
                i++;
                boolean half = text.charAt(i) == 'u'
                        && (text.charAt(i + 1) == 'd' || text.charAt(i + 1) == 'D')
                        && Character.digit(text.charAt(i + 2), 16) >= 8;
                if (half) {
                    throw new ManifestException(
                            "YAML has no \\u escapes for halves of a surrogate pair: write the character itself or its"
                                    + " \\U escape of eight digits",
                            position);
                }
            }
        }
    }

    /** kubectl refuses a tab where it looks for the indentation of a block scalar. */
    private void requireNoLeadingTab(ScalarEvent event) throws ManifestException {
        String value = event.getValue();
        int first = 0;
        while (first < value.length() && value.charAt(first) == '\n') {
            first++;
        }
        if (first == value.length() || value.charAt(first) != '\t') {
            return;
        }
        for (int i = offset(event.getStartMark()); text.charAt(i) != '\n' && text.charAt(i) != '#'; i++) {
            if (Character.isDigit(text.charAt(i))) {
                return;
            }
        }
        throw new ManifestException(
                "the text of this block begins with a tab: YAML allows only spaces in its indentation, so replace it by"
                        + " spaces",
                start(event));
    }

    private @Nullable String withoutTab(MarkedYAMLException e) {
        if (e.getProblemMark() == null || YamlProblems.isInQuotes(e)) {
            return null;
        }
        int problem = offset(e.getProblemMark());
        if (problem >= text.length() || text.charAt(problem) != '\t') {
            return null;
        }
        int from = last == null ? 0 : offset(last.getEndMark());
        return TabSeparators.replaced(text, from, problem, flowDepth);
    }

    private int offset(Mark mark) {
        return exactColumns ? mark.getIndex() : positions.offset(mark.getIndex());
    }

    private Position start(Event event) {
        return at(event.getStartMark());
    }

    private Position at(Mark mark) {
        return exactColumns
                ? new Position(mark.getLine() + firstLine, mark.getColumn() + 1)
                : positions.at(mark.getIndex());
    }

    private ManifestException translated(MarkedYAMLException e) {
        boolean atContext = YamlProblems.isAboutContext(e);
        Mark mark = atContext || e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        Position position = mark == null ? new Position(firstLine, 1) : at(mark);
        return new ManifestException(YamlProblems.message(e, documents), position);
    }

    private ManifestException unprintable(ReaderException e) {
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == e.getCodePoint()) {
                Position position = positions.at(text.codePointCount(0, i));
                return new ManifestException(
                        c == 0
                                ? TextDecoder.BINARY
                                : String.format(
                                        "the control character U+%04X is not allowed in YAML: remove it, or escape it"
                                                + " in double quotes",
                                        c),
                        position);
            }
        }
        return new ManifestException(YamlProblems.GENERIC, new Position(firstLine, 1));
    }
}
