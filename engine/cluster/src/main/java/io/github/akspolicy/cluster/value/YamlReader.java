package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML as {@code yamldecode} reads it (github.com/zclconf/go-cty-yaml, v1.1): one document, whose mappings merge others with
 * {@code <<} at the very place, and whose dates are timestamps.
 */
final class YamlReader {
    private static final int DEEPEST = 400;
    private static final String STANDARD = "tag:yaml.org,2002:";
    private static final Pattern OTHER_VERSION =
            Pattern.compile("(?:(?:#[^\\n]*|%TAG[^\\n]*)?\\r?\\n)*%YAML\\s+(?!1\\.1\\s)");

    private final Parser parser;
    private final String text;
    private final UnaryOperator<Position> places;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final Set<String> pending = new HashSet<>();
    private long nodes;
    private long aliasNodes;
    private int depth;
    /** The last place: in characters, in UTF-16 code units, its line, and where that begins. */
    private int index;

    private int offset;
    private int line;
    private int lineStart;

    /** A value, and how many others it has in it. */
    private record Anchored(Value value, long size) {}

    private YamlReader(String text, UnaryOperator<Position> places) {
        this.text = text;
        this.places = places;
        this.parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /**
     * The value of a text.
     *
     * @param places where a place of the text is written
     * @throws YAMLException when it is not YAML, or not what Terraform takes of it
     */
    static Value read(String text, UnaryOperator<Position> places) {
        var reader = new YamlReader(text, places);
        if (OTHER_VERSION.matcher(text).lookingAt()) {
            throw new YAMLException("the version of YAML is not 1.1");
        }
        reader.expect(Event.ID.StreamStart);
        reader.expect(Event.ID.DocumentStart);
        Value value = reader.value(reader.parser.getEvent());
        reader.expect(Event.ID.DocumentEnd);
        reader.expect(Event.ID.StreamEnd);
        return value;
    }

    private void expect(Event.ID id) {
        if (!parser.getEvent().is(id)) {
            throw new YAMLException("the text must hold one document");
        }
    }

    private Value value(Event event) {
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        NodeEvent node = (NodeEvent) event;
        String anchor = node.getAnchor();
        long before = nodes++;
        if (anchor != null) {
            pending.add(anchor);
        }
        if (++depth > DEEPEST) {
            throw new YAMLException("the text is nested deeper than " + DEEPEST + " levels");
        }
        Value value = node instanceof ScalarEvent scalar ? scalar(scalar) : collection((CollectionStartEvent) node);
        depth--;
        if (anchor != null) {
            pending.remove(anchor);
            anchors.put(anchor, new Anchored(value, nodes - before));
        }
        return value;
    }

    private Value alias(AliasEvent event) {
        Anchored anchored = pending.contains(event.getAnchor()) ? null : anchors.get(event.getAnchor());
        if (anchored == null) {
            throw new YAMLException("the anchor " + event.getAnchor() + " is not defined here");
        }
        nodes += anchored.size();
        aliasNodes += anchored.size();
        if (aliasNodes > ReadLimits.DEFAULT.maxAliasNodes()) {
            throw new YAMLException("aliases add more than " + ReadLimits.DEFAULT.maxAliasNodes() + " values");
        }
        return anchored.value();
    }

    private Value scalar(ScalarEvent event) {
        Position at = position(event);
        boolean isPlain = event.isPlain();
        Value value = YamlScalar.of(tag(event.getTag()), event.getValue(), isQuoted(event), at);
        // a text of a block is one whatever is read out of it
        return event.getTag() == null && !isPlain ? Conversion.to(Type.Primitive.STRING, value) : value;
    }

    private static boolean isQuoted(ScalarEvent event) {
        return event.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
                || event.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
    }

    private static String tag(@org.jspecify.annotations.Nullable String tag) {
        if (tag == null) {
            return "";
        }
        if (!tag.startsWith(STANDARD)) {
            throw new YAMLException("the tag " + tag + " is not supported");
        }
        return tag.substring(STANDARD.length());
    }

    private Value collection(CollectionStartEvent event) {
        boolean isMapping = event.is(Event.ID.MappingStart);
        String tag = tag(event.getTag());
        if (!tag.isEmpty() && !tag.equals(isMapping ? "map" : "seq")) {
            throw new YAMLException("this cannot be a " + tag);
        }
        return isMapping ? mapping(position(event)) : sequence(position(event));
    }

    private Value sequence(Position at) {
        List<Value> items = new ArrayList<>();
        for (Event event = parser.getEvent(); !event.is(Event.ID.SequenceEnd); event = parser.getEvent()) {
            items.add(value(event));
        }
        return new Value.Sequence(Value.Items.TUPLE, items, at);
    }

    private Value mapping(Position at) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        for (Event event = parser.getEvent(); !event.is(Event.ID.MappingEnd); event = parser.getEvent()) {
            if (!(event instanceof ScalarEvent key)) {
                throw new YAMLException("only strings are allowed as keys");
            }
            if (key.getTag() == null && key.getValue().equals("<<")) {
                entries.putAll(merged(value(parser.getEvent())));
            } else {
                entries.put(key(key), new Value.Entry(position(key), value(parser.getEvent())));
            }
        }
        return new Value.Mapping(Value.Entries.OBJECT, entries, at);
    }

    private static Map<String, Value.Entry> merged(Value value) {
        if (value instanceof Value.Mapping mapping) {
            return mapping.entries();
        }
        throw new YAMLException("only a mapping can be merged");
    }

    private String key(ScalarEvent event) {
        Position at = position(event);
        Value key = YamlScalar.of(tag(event.getTag()), event.getValue(), isQuoted(event), at);
        if (key instanceof Value.Null || key instanceof Value.Unknown) {
            throw new YAMLException("null cannot be a key");
        }
        return Normalizer.normalize(Conversion.text(key, at), Normalizer.Form.NFC);
    }

    /** Marks count characters, positions UTF-16 code units; both go on from the place before. */
    private Position position(Event event) {
        Mark mark = event.getStartMark();
        offset = text.offsetByCodePoints(offset, mark.getIndex() - index);
        index = mark.getIndex();
        if (mark.getLine() != line) {
            line = mark.getLine();
            lineStart = text.offsetByCodePoints(offset, -mark.getColumn());
        }
        return places.apply(new Position(line + 1, offset - lineStart + 1));
    }
}
