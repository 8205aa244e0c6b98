package io.github.akspolicy.conformance.charts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A copy of a chart to edit. Helm prints whole template files of it, unsorted and not taken apart, valid or not. */
final class ScratchChart implements AutoCloseable {
    /** The helper that writes a token at the end of each line of a value. */
    static final String MARK = "aks-policy-conformance.mark";

    private static final String HELPERS = """
        {{- define "%1$s" -}}
        {{- $text := include "%1$s.text" (index . 1) -}}
        {{- regexReplaceAll "(?m)([^\\\\s])([ \\\\t\\\\r]*)$" $text (printf "${1}%%s${2}" (index . 0)) -}}
        {{- end -}}
        {{- define "%1$s.text" }}{{ . }}{{ end -}}
        """.formatted(MARK);

    /** With {@code --debug} Helm prints every file as it was rendered as soon as one of them is no YAML. */
    private static final String INVALID = "templates/zz-aks-policy-conformance-invalid.yaml";

    private final Path original;
    private final Path folder;
    private final Map<Path, byte[]> changed = new HashMap<>();

    ScratchChart(Path original, Path folder) throws IOException {
        this.original = original;
        this.folder = folder;
        try (Stream<Path> files = Files.walk(original, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.sorted().toList()) {
                Path copy = folder.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/_zz-aks-policy-conformance.tpl"), HELPERS);
        Files.writeString(folder.resolve(INVALID), "invalid: [\n");
    }

    /** The copy of a file of the chart, or null when there is none, as for a file of a packed dependency. */
    @Nullable
    Path copyOf(Path file) {
        Path copy = folder.resolve(original.relativize(file).toString());
        return Files.isRegularFile(copy) ? copy : null;
    }

    /** Replaces the text of a file until {@link #restore()}. */
    void write(Path copy, String text) throws IOException {
        changed.putIfAbsent(copy, Files.readAllBytes(copy));
        Files.writeString(copy, text, StandardCharsets.UTF_8);
    }

    /** Undoes every edit. */
    void restore() throws IOException {
        for (Map.Entry<Path, byte[]> entry : changed.entrySet()) {
            Files.write(entry.getKey(), entry.getValue());
        }
        changed.clear();
    }

    /** What the edited chart renders to. */
    Render render(HelmBinary helm, ChartCase chartCase, String kubeVersion) throws IOException {
        Path values = chartCase.values() == null ? null : copyOf(chartCase.values());
        HelmBinary.Output output = helm.template(folder, values, kubeVersion, "--debug");
        Map<String, List<String>> texts = HelmOutput.bySource(output.stdout());
        boolean rendered = texts.keySet().removeIf(path -> path.endsWith(INVALID));
        var files = new HashMap<String, List<String>>();
        // hooks are printed a second time, behind the files
        texts.forEach((path, pieces) -> files.put(path, List.of(pieces.get(0).split("\n", -1))));
        return new Render(files, rendered ? "" : output.error());
    }

    /**
     * A render of an edited chart.
     *
     * @param files the lines of each file
     * @param error why it did not render; empty when it did
     */
    record Render(Map<String, List<String>> files, String error) {}

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
