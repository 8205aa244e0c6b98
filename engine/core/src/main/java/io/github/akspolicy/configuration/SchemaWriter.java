package io.github.akspolicy.configuration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.akspolicy.manifest.JsonValues;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a {@link Shape} as JSON Schema, draft 2020-12. */
final class SchemaWriter {
    private final JsonGenerator json;
    private final Map<String, Shape> shared = new TreeMap<>();

    private SchemaWriter(JsonGenerator json) {
        this.json = json;
    }

    static String write(Shape root, String title) {
        var text = new StringWriter();
        var printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator json = new JsonFactory().createGenerator(text).setPrettyPrinter(printer)) {
            new SchemaWriter(json).document(root, title);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text + "\n";
    }

    private void document(Shape root, String title) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.writeStringField("title", title);
        content(root);
        json.writeObjectFieldStart("$defs");
        // a shared shape may name others
        var written = new TreeSet<String>();
        while (written.size() < shared.size()) {
            for (Map.Entry<String, Shape> entry : new TreeMap<>(shared).entrySet()) {
                if (written.add(entry.getKey())) {
                    json.writeFieldName(entry.getKey());
                    object(entry.getValue());
                }
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void object(Shape shape) throws IOException {
        json.writeStartObject();
        content(shape);
        json.writeEndObject();
    }

    private void content(Shape shape) throws IOException {
        if (shape instanceof Shape.Described described) {
            json.writeStringField("description", described.description());
            if (described.defaultValue() != null) {
                json.writeFieldName("default");
                JsonValues.write(json, described.defaultValue());
            }
            content(described.shape());
        } else if (shape instanceof Shape.Shared share) {
            shared.put(share.name(), share.shape());
            json.writeStringField("$ref", "#/$defs/" + share.name());
        } else if (shape instanceof Shape.Text text) {
            text(text);
        } else if (shape instanceof Shape.Whole whole) {
            json.writeStringField("type", "integer");
            json.writeNumberField("minimum", whole.least());
            json.writeNumberField("maximum", whole.most());
        } else if (shape instanceof Shape.Flag) {
            json.writeStringField("type", "boolean");
        } else if (shape instanceof Shape.Nothing) {
            json.writeStringField("type", "null");
        } else if (shape instanceof Shape.Word word) {
            json.writeFieldName("enum");
            JsonValues.write(json, word.words());
        } else if (shape instanceof Shape.Items items) {
            json.writeStringField("type", "array");
            if (!items.mayBeEmpty()) {
                json.writeNumberField("minItems", 1);
            }
            json.writeFieldName("items");
            object(items.item());
        } else if (shape instanceof Shape.Entries entries) {
            json.writeStringField("type", "object");
            json.writeFieldName("propertyNames");
            object(entries.key());
            json.writeFieldName("additionalProperties");
            object(entries.value());
        } else if (shape instanceof Shape.Keys keys) {
            keys(keys);
        } else if (shape instanceof Shape.ByType byType) {
            anyOf(byType.alternatives());
        } else if (shape instanceof Shape.ByKey byKey) {
            anyOf(byKey.alternatives().values());
        } else if (shape instanceof Shape.ByWord byWord) {
            anyOf(byWord.alternatives());
        }
    }

    private void text(Shape.Text text) throws IOException {
        json.writeStringField("type", "string");
        if (!text.mayBeEmpty()) {
            json.writeNumberField("minLength", 1);
        }
        if (text.pattern() != null) {
            json.writeStringField("pattern", text.pattern().pattern());
        }
    }

    private void keys(Shape.Keys keys) throws IOException {
        json.writeStringField("type", "object");
        json.writeBooleanField("additionalProperties", false);
        if (!keys.required().isEmpty()) {
            json.writeFieldName("required");
            JsonValues.write(json, List.copyOf(new TreeSet<>(keys.required())));
        }
        json.writeObjectFieldStart("properties");
        for (Map.Entry<String, Shape> entry : keys.known().entrySet()) {
            json.writeFieldName(entry.getKey());
            object(entry.getValue());
        }
        json.writeEndObject();
    }

    private void anyOf(Collection<? extends Shape> alternatives) throws IOException {
        json.writeArrayFieldStart("anyOf");
        for (Shape alternative : alternatives) {
            object(alternative);
        }
        json.writeEndArray();
    }
}
