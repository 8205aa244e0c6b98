package io.github.akspolicy.conformance;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of cases: a JSON object on each line. */
public final class CaseLines {
    private CaseLines() {}

    /** Takes a case. */
    @FunctionalInterface
    public interface Taker {
        void take(Field line) throws IOException;
    }

    /**
     * Reads cases one by one: there may be many.
     *
     * @throws IOException when the file cannot be read, or a line is not what it should be
     */
    public static void each(Path file, Taker taker) throws IOException {
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            try {
                if (!line.isBlank()) {
                    taker.take(Field.root(ManifestReader.json(line, ReadLimits.DEFAULT)));
                }
            } catch (ManifestException | IllegalArgumentException e) {
                throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
            }
        }
    }

    /** All cases; none where the file is not there. */
    public static List<Field> all(Path file) throws IOException {
        var lines = new ArrayList<Field>();
        if (Files.exists(file)) {
            each(file, lines::add);
        }
        return lines;
    }
}
