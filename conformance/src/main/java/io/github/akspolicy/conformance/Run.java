package io.github.akspolicy.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One kind of run over data of others. A new kind is one class that implements this, listed in {@link Runs#ALL}. */
public interface Run {
    /** The results are written to {@code target/NAME.json}. */
    String name();

    /** The system property that names the input: paths separated by commas. */
    default String parameter() {
        return "aks-policy." + name();
    }

    /** Where the input lies when the parameter is not given, relative to the root of the repository; empty for none. */
    default Optional<Path> defaultInput() {
        return Optional.empty();
    }

    /**
     * Judges everything that the inputs hold.
     *
     * @param inputs existing files or folders
     * @param log takes progress and figures beyond the totals of the entries
     * @return one entry for each case, in the order of the inputs
     * @throws IOException when an input cannot be read or is not what this kind expects
     */
    List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException;

    /** The share of the judged cases that must not disagree without a reason, from 0 to 1. */
    default double threshold() {
        return 1;
    }

    /** The fields of an entry in the file of results, in this order. */
    default Map<String, @Nullable Object> fields(Entry entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", entry.id());
        fields.put("check", entry.check());
        fields.put("covered", entry.covered());
        fields.put("expect", entry.expect());
        fields.put("actual", entry.actual());
        fields.put("agrees", entry.agrees());
        fields.put("reason", entry.reason().isEmpty() ? null : entry.reason());
        return fields;
    }
}
