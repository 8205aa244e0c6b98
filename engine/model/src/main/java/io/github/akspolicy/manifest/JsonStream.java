package io.github.akspolicy.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the JSON documents of one text, which may follow each other with nothing or white space between them. */
final class JsonStream implements AutoCloseable {
    /** Limits are ours, with our messages; the parser keeps no stack of the Java machine. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** As Azure's tools read a template: learn.microsoft.com/azure/azure-resource-manager/templates/syntax#comments-and-metadata. */
    private static final JsonFactory COMMENTED = FACTORY.rebuild()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private static final int SHORT_NUMBER = 18;

    private final JsonParser parser;
    private final ReadLimits limits;
    private final @Nullable Consumer<DuplicateKey> duplicates;
    private int documents;

    /** Of equal keys one is a mistake. */
    JsonStream(String text, ReadLimits limits) throws ManifestException {
        this(text, limits, FACTORY, null);
    }

    /** Of equal keys the last one holds, as for kubectl. */
    static JsonStream manifests(String text, ReadLimits limits) throws ManifestException {
        return new JsonStream(text, limits, FACTORY, duplicate -> {});
    }

    /** With comments, trailing commas and texts of several lines. */
    static JsonStream commented(String text, ReadLimits limits) throws ManifestException {
        return new JsonStream(text, limits, COMMENTED, null);
    }

    private JsonStream(String text, ReadLimits limits, JsonFactory factory, @Nullable Consumer<DuplicateKey> duplicates)
            throws ManifestException {
        this.limits = limits;
        this.duplicates = duplicates;
        try {
            this.parser = factory.createParser(text);
        } catch (IOException e) {
            throw new ManifestException(notValid(""), Position.START);
        }
    }

    /** The next document, or null at the end of the text. After an exception nothing more can be read. */
    @Nullable
    Node next() throws ManifestException {
        var tree = new TreeBuilder(limits.maxDepth(), duplicates);
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return null;
            }
            if (documents++ == limits.maxDocuments()) {
                throw new ManifestException(
                        "the text holds more than " + limits.maxDocuments() + " documents (limit maxDocuments)",
                        tokenPosition());
            }
            while (tree.root() == null) {
                if (token == null) {
                    throw unclosed(tree);
                }
                accept(token, tree);
                if (tree.root() == null) {
                    token = parser.nextToken();
                }
            }
            return tree.root();
        } catch (JsonEOFException e) {
            throw unclosed(tree);
        } catch (JsonProcessingException e) {
            throw new ManifestException(
                    notValid(expected()), e.getLocation() == null ? Position.START : position(e.getLocation()));
        } catch (IOException e) {
            throw new ManifestException(notValid(""), tokenPosition());
        }
    }

    private void accept(JsonToken token, TreeBuilder tree) throws IOException, ManifestException {
        Position position = tokenPosition();
        switch (token) {
            case START_OBJECT -> tree.startMapping(position);
            case START_ARRAY -> tree.startSequence(position);
            case END_OBJECT, END_ARRAY -> tree.end();
            case FIELD_NAME -> key(tree, KeyPool.pooled(wellFormed(parser.getText())), position);
            default -> tree.add(new Node.Scalar(value(token, position), position), 1, 0, false);
        }
    }

    private static void key(TreeBuilder tree, String key, Position position) throws ManifestException {
        tree.key(key, key, position);
    }

    private @Nullable Object value(JsonToken token, Position position) throws IOException, ManifestException {
        return switch (token) {
            case VALUE_STRING -> wellFormed(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT ->
                parser.getTextLength() <= SHORT_NUMBER
                        ? (Object) Long.parseLong(parser.getText())
                        : finite(ScalarResolver.decimal(parser.getText()), position);
            case VALUE_NUMBER_FLOAT -> finite(ScalarResolver.throughJson(Double.valueOf(parser.getText())), position);
            default -> throw new ManifestException(notValid(""), position);
        };
    }

    private static Object finite(Object number, Position position) throws ManifestException {
        if (number instanceof Double value && value.isInfinite()) {
            throw new ManifestException("the number is too large for Kubernetes: no 64-bit float holds it", position);
        }
        return number;
    }

    /** Halves of surrogate pairs become U+FFFD, as kubectl writes them. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int[] codePoints = text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .toArray();
                return new String(codePoints, 0, codePoints.length);
            }
        }
        return text;
    }

    private static ManifestException unclosed(TreeBuilder tree) {
        Position begin = tree.openPosition();
        return new ManifestException(
                "the text ends inside "
                        + (begin == null ? "a value" : "the object or array that begins here")
                        + ": add what is missing, such as a closing quote, '}' or ']'",
                begin);
    }

    private String expected() {
        var context = parser.getParsingContext();
        if (context.inObject()) {
            return ", expected ',', '}' or \"key\": value here";
        }
        return context.inArray() ? ", expected ',', ']' or a value here" : ", expected one object after another here";
    }

    private static String notValid(String expected) {
        return "this is not valid JSON" + expected
                + "; a text that begins with '{' is read as JSON, as kubectl does: if"
                + " it is YAML, begin it with a line '---'";
    }

    private Position tokenPosition() {
        return position(parser.currentTokenLocation());
    }

    private static Position position(JsonLocation location) {
        return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e); // a parser of a String closes nothing
        }
    }
}
