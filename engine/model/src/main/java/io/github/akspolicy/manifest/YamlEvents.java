package io.github.akspolicy.manifest;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event.ID;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * The events of a YAML text as the reader of Kubernetes and Helm finds them. What that reader refuses is refused in its own words,
 * because templates see them: {@code fromYaml} returns them as a value. Documents with positions, and messages for people, are
 * what {@link ManifestReader} reads.
 */
public final class YamlEvents {
    /** What stands in a text. */
    public enum Kind {
        DOCUMENT_START,
        SCALAR,
        ALIAS,
        MAPPING_START,
        SEQUENCE_START,
        /** The end of a mapping, a list, a document or the text. */
        END
    }

    /**
     * What stands at a place of the text.
     *
     * @param kind what it is
     * @param anchor the name that it has, or for an alias the one that it means; null without one
     * @param tag its tag with the prefix that its handle stands for; null without one
     * @param value the text of a scalar, else empty
     * @param isImplicit whether its text says what it is: a scalar that is plain and has no tag
     * @param start its first character
     * @param end the first character behind it
     */
    public record Event(
            Kind kind,
            @Nullable String anchor,
            @Nullable String tag,
            String value,
            boolean isImplicit,
            int start,
            int end) {}

    /** A text that is not YAML. The message is that of the reader of Kubernetes and Helm, without {@code yaml: } before it. */
    public static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }

    private final String text;
    private final YamlScanner scanner;
    private final Parser parser;
    private boolean hasDocument;

    /**
     * The events of a text.
     *
     * @throws Refusal when it holds characters that no YAML text may hold
     */
    public YamlEvents(String text) throws Refusal {
        this.text = text;
        this.scanner = new YamlScanner(text);
        if (scanner.unprintable() >= 0) {
            throw new Refusal("control characters are not allowed");
        }
        this.parser = new ParserImpl(scanner);
        parser.getEvent();
    }

    /**
     * The next event. The last one is an end, which stands for the end of the text.
     *
     * @throws Refusal when the text is not YAML at its place
     */
    public Event next() throws Refusal {
        try {
            org.yaml.snakeyaml.events.Event event = parser.getEvent();
            hasDocument |= event.is(ID.DocumentStart);
            if (event.is(ID.StreamEnd) && !hasDocument && scanner.firstDirective() != null) {
                throw new Refusal(new YamlRefusals(text).directiveWithoutDocument());
            }
            return event(event);
        } catch (MarkedYAMLException e) {
            throw new Refusal(new YamlRefusals(text).message(e));
        } catch (YAMLException e) {
            throw new Refusal("unknown problem parsing YAML content");
        }
    }

    private static Event event(org.yaml.snakeyaml.events.Event event) {
        int start = event.getStartMark().getIndex();
        int end = event.getEndMark().getIndex();
        if (event instanceof ScalarEvent scalar) {
            boolean implicit = scalar.getImplicit().canOmitTagInPlainScalar();
            return new Event(Kind.SCALAR, scalar.getAnchor(), scalar.getTag(), scalar.getValue(), implicit, start, end);
        }
        if (event instanceof AliasEvent alias) {
            return new Event(Kind.ALIAS, alias.getAnchor(), null, "", true, start, end);
        }
        if (event instanceof CollectionStartEvent collection) {
            Kind kind = event.is(ID.MappingStart) ? Kind.MAPPING_START : Kind.SEQUENCE_START;
            return new Event(kind, collection.getAnchor(), collection.getTag(), "", true, start, end);
        }
        return new Event(event.is(ID.DocumentStart) ? Kind.DOCUMENT_START : Kind.END, null, null, "", true, start, end);
    }

    /**
     * What a plain scalar without a tag says.
     *
     * @return a String, Boolean, Long, Double (which may be infinite or no number), a BigInteger above
     *     {@link Long#MAX_VALUE} and below 2<sup>64</sup>, or null
     */
    public static @Nullable Object resolve(String plain) {
        return ScalarResolver.resolve(plain);
    }

    /** What a key becomes in JSON; null when there is no key of such a value. */
    public static @Nullable String jsonKey(@Nullable Object resolved) {
        return ScalarResolver.key(resolved);
    }
}
