package io.github.akspolicy.conformance.signing;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Envelopes, layouts, time stamp tokens and bundles of others, each with the verdict that it deserves. An input is a folder,
 * whose {@code cases*.json} are read, or one such index; the paths of its cases are relative to the folder of the vectors.
 */
public final class SignatureVectors implements Run {
    /** When the verdicts were taken: they change as certificates end. */
    private static final String CLOCK = "2026-11-24T18:00:00Z";

    private static final Path DEFAULT = Path.of("..", "shared", "signature-vectors");

    @Override
    public String name() {
        return "signatures";
    }

    @Override
    public Optional<Path> defaultInput() {
        return Optional.of(DEFAULT);
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        Instant now = Instant.parse(System.getProperty("aks-policy.signatures.clock", CLOCK));
        var entries = new ArrayList<Entry>();
        Map<String, Integer> ids = new HashMap<>();
        for (Path input : inputs) {
            for (Path index : indexes(input)) {
                var judge = new VectorJudge(folder(index), now);
                for (Field labelled : read(index).items()) {
                    Entry entry = judge.judge(labelled);
                    int times = ids.merge(entry.id(), 1, Integer::sum);
                    entries.add(times == 1 ? entry : renamed(entry, entry.id() + "#" + times));
                }
            }
        }
        return entries;
    }

    private static Entry renamed(Entry entry, String id) {
        return new Entry(
                id, entry.check(), entry.topic(), entry.covered(), entry.expect(), entry.actual(), entry.reason());
    }

    private static List<Path> indexes(Path input) throws IOException {
        if (!Files.isDirectory(input)) {
            return List.of(input);
        }
        try (Stream<Path> files = Files.list(input)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches("cases.*\\.json"))
                    .sorted()
                    .toList();
        }
    }

    /** An index may lie anywhere: the folder of the vectors is its own, the one named, or the default one. */
    private static Path folder(Path index) {
        String named = System.getProperty("aks-policy.signatures.folder", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        Path own = index.toAbsolutePath().normalize().resolveSibling("");
        if (Files.isDirectory(own.resolve("generated")) || Files.isDirectory(own.resolve("layouts"))) {
            return own;
        }
        Path repository =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("..");
        return repository.resolve(DEFAULT).normalize();
    }

    private static Field read(Path index) throws IOException {
        try {
            return Field.root(ManifestReader.json(
                    new String(Files.readAllBytes(index), StandardCharsets.UTF_8), ReadLimits.DEFAULT));
        } catch (ManifestException malformed) {
            throw new IOException(index + ": " + malformed.getMessage(), malformed);
        }
    }
}
