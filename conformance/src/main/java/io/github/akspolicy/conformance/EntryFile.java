package io.github.akspolicy.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.akspolicy.manifest.JsonValues;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the entries of a run as a JSON array with one entry a line, so that two runs can be compared by line. */
final class EntryFile {
    private static final JsonFactory JSON = new JsonFactory();

    private EntryFile() {}

    static void write(Path file, List<Entry> entries, Run run) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                JsonGenerator json = JSON.createGenerator(writer)) {
            json.writeStartArray();
            for (Entry entry : entries) {
                json.writeRaw('\n');
                JsonValues.write(json, run.fields(entry));
            }
            json.writeRaw('\n');
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }
}
