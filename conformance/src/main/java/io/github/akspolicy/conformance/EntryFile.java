package io.github.akspolicy.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the entries of a run as a JSON array with one entry a line, so that two runs can be compared by line. */
final class EntryFile {
    private static final JsonFactory JSON = new JsonFactory();

    private EntryFile() {}

    static void write(Path file, List<Entry> entries) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                JsonGenerator json = JSON.createGenerator(writer)) {
            json.writeStartArray();
            for (Entry entry : entries) {
                json.writeRaw('\n');
                write(json, entry);
            }
            json.writeRaw('\n');
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }

    private static void write(JsonGenerator json, Entry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", entry.id());
        json.writeStringField("check", entry.check());
        json.writeBooleanField("covered", entry.covered());
        json.writeStringField("expect", entry.expect());
        writeOptional(json, "actual", entry.actual());
        json.writeBooleanField("agrees", entry.agrees());
        writeOptional(json, "reason", entry.reason().isEmpty() ? null : entry.reason());
        json.writeEndObject();
    }

    private static void writeOptional(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, value);
        }
    }
}
