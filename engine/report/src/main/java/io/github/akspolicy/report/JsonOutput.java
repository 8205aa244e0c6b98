package io.github.akspolicy.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.akspolicy.evaluate.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON the way all reports are written: indented, with line feeds on every system, encodable as UTF-8 whatever
 * the input holds. A build that prints a report runs nothing and shows nothing else than the report says: {@code #}, with
 * which the commands of Azure Pipelines begin, is escaped, and so are line ends and characters that cannot be seen. Closing
 * it does not close the writer below.
 */
public final class JsonOutput implements AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory().setCharacterEscapes(new Harmless(""));
    private static final JsonFactory EMBEDDED = new JsonFactory().setCharacterEscapes(new Harmless("<>&"));

    private final JsonGenerator generator;

    /**
     * @param out receives the text
     * @throws IOException from {@code out}
     */
    public JsonOutput(Writer out) throws IOException {
        this(FACTORY.createGenerator(out));
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        generator.setPrettyPrinter(printer);
    }

    private JsonOutput(JsonGenerator generator) {
        this.generator = generator;
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** JSON within an element of a page, on one line: it holds no character that means anything in markup. */
    static JsonOutput embedded(Writer out) throws IOException {
        return new JsonOutput(EMBEDDED.createGenerator(out));
    }

    /** What JSON demands to be escaped, and what does harm where it is printed. */
    private static final class Harmless extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        private final String others;

        /** @param others further characters of ASCII to escape */
        Harmless(String others) {
            this.others = others;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes['#'] = ESCAPE_STANDARD;
            others.chars().forEach(character -> escapes[character] = ESCAPE_STANDARD);
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return switch (Character.getType(character)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    new SerializedString(String.format(Locale.ROOT, "\\u%04x", character));
                default -> null;
            };
        }
    }

    /** What stands between the brackets of an object or an array. */
    @FunctionalInterface
    public interface Content {
        void write() throws IOException;
    }

    /** The root, or an item of an array. */
    public void object(Content content) throws IOException {
        generator.writeStartObject();
        content.write();
        generator.writeEndObject();
    }

    public void object(String name, Content content) throws IOException {
        generator.writeFieldName(SafeText.wellFormed(name));
        object(content);
    }

    /** The root, when it is an array. */
    public void array(Content content) throws IOException {
        generator.writeStartArray();
        content.write();
        generator.writeEndArray();
    }

    public void array(String name, Content content) throws IOException {
        generator.writeFieldName(SafeText.wellFormed(name));
        array(content);
    }

    /** An array of strings, in the order given. */
    public void strings(String name, Collection<String> values) throws IOException {
        array(name, () -> {
            for (String value : values) {
                generator.writeString(SafeText.wellFormed(value));
            }
        });
    }

    /** A string, or JSON's null. */
    public void field(String name, @Nullable String value) throws IOException {
        generator.writeFieldName(SafeText.wellFormed(name));
        if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(SafeText.wellFormed(value));
        }
    }

    public void field(String name, long value) throws IOException {
        generator.writeFieldName(SafeText.wellFormed(name));
        generator.writeNumber(value);
    }

    public void field(String name, boolean value) throws IOException {
        generator.writeFieldName(SafeText.wellFormed(name));
        generator.writeBoolean(value);
    }

    /** Ends the text with a line feed and flushes. */
    @Override
    public void close() throws IOException {
        if (!generator.isClosed()) {
            generator.writeRaw('\n');
            generator.close();
        }
    }
}
