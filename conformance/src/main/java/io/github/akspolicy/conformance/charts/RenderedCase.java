package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.helm.origin.HelmOriginMap;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What users get for one case: the rendered files, and where each line of them is said to come from. */
class RenderedCase {
    private final Map<String, ManifestFile> files = new TreeMap<>();
    private final Map<String, List<String>> texts = new TreeMap<>();
    private final Map<String, List<String>> lines = new TreeMap<>();

    RenderedCase(List<ManifestFile> rendered) {
        for (ManifestFile file : rendered) {
            files.put(file.path(), file);
            texts.computeIfAbsent(file.path(), path -> new ArrayList<>()).add(file.text());
            lines.merge(file.path(), List.of(file.text().split("\n", -1)), RenderedCase::together);
        }
    }

    /** The lines of two parts of one rendered file: where one has a line, the other has a blank one. */
    private static List<String> together(List<String> one, List<String> other) {
        var both = new ArrayList<>(one);
        for (int i = 0; i < other.size(); i++) {
            if (i == both.size()) {
                both.add(other.get(i));
            } else if (!other.get(i).isBlank()) {
                both.set(i, other.get(i));
            }
        }
        return both;
    }

    /**
     * A line that says something and the template line that is said to have written it.
     *
     * @param path of the rendered file
     * @param line counted from 1
     * @param text the line
     * @param template where the template wrote it: the deepest frame, or null when the origin names no template
     * @param approximate whether the origin says itself that it is a guess
     */
    record Claim(
            String path, int line, String text, @Nullable SourceLocation template, boolean approximate) {}

    /** The texts by path, as {@link Documents} wants them. */
    Map<String, List<String>> texts() {
        return Collections.unmodifiableMap(texts);
    }

    Map<String, ManifestFile> files() {
        return Collections.unmodifiableMap(files);
    }

    ManifestFile file(String path) {
        ManifestFile file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("nothing was rendered to " + path);
        }
        return file;
    }

    /** Whether a file is one of the chart's {@code crds/}, which no template writes. */
    static boolean isCustomResourceDefinition(String path) {
        return path.contains("/crds/") && !path.contains("/templates/");
    }

    /** The lines of a file without blank ones and separators of documents. */
    List<Claim> claims(String path) {
        var claims = new ArrayList<Claim>();
        List<String> texts = lines.getOrDefault(path, List.of());
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (!text.isBlank() && !text.startsWith("---")) {
                List<SourceLocation> frames = templates(path, i + 1, firstVisible(text) + 1);
                claims.add(new Claim(
                        path,
                        i + 1,
                        text,
                        frames.isEmpty() ? null : frames.get(0),
                        !origins(path).isExact(i + 1)));
            }
        }
        return claims;
    }

    /** The template frames of one column of a line, the deepest first. */
    List<SourceLocation> templates(String path, int line, int column) {
        return origins(path).templateLines(new Position(line, column));
    }

    private HelmOriginMap origins(String path) {
        if (file(path).origins() instanceof HelmOriginMap map) {
            return map;
        }
        throw new IllegalArgumentException(path + " was not rendered from a template");
    }

    String line(String path, int line) {
        List<String> texts = lines.getOrDefault(path, List.of());
        return line <= texts.size() ? texts.get(line - 1) : "";
    }

    /** The number of lines up to the last that says something. */
    int length(String path) {
        return length(lines.getOrDefault(path, List.of()));
    }

    static int length(List<String> texts) {
        int length = texts.size();
        while (length > 0 && texts.get(length - 1).isBlank()) {
            length--;
        }
        return length;
    }

    static int firstVisible(String text) {
        int i = 0;
        while (i < text.length() && TemplateText.isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
