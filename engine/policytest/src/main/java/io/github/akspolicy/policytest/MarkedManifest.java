package io.github.akspolicy.policytest;

import io.github.akspolicy.evaluate.marks.FindingMark;
import io.github.akspolicy.evaluate.marks.FindingMarks;
import io.github.akspolicy.evaluate.marks.MarkException;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Manifests, or values of a chart, with the findings that they must give: comments mark lines, as {@link FindingMarks} reads
 * them.
 *
 * <p>A file in which no comment can stand, such as JSON, has a neighbour {@code NAME.expected} with a line {@code 12
 * finding: group/name} for each.
 *
 * @param path for messages, relative to the root of the repository
 * @param text the manifests
 * @param line the line of the file that the text begins after: 0 for a whole file
 * @param indent by how many columns the text is indented in the file
 * @param marks what is expected, by line of the file
 * @param chart the chart whose values these are, or null for manifests
 */
public record MarkedManifest(
        String path,
        String text,
        int line,
        int indent,
        List<FindingMark> marks,
        @Nullable String chart) {
    /**
     * Manifests with marks in their comments.
     *
     * @param tested the policies that are tested
     * @throws MarkException when a mark names none of them, or none although there are several
     */
    public static MarkedManifest of(String path, String text, int line, int indent, List<String> tested)
            throws MarkException {
        return new MarkedManifest(path, text, line, indent, FindingMarks.in(text, line, tested), null);
    }

    /** Manifests with marks in a neighbour of their file. */
    public static MarkedManifest beside(String path, String text, String expected, List<String> tested)
            throws MarkException {
        return new MarkedManifest(path, text, 0, 0, FindingMarks.beside(expected, tested), null);
    }

    /** The same text as values of a chart; as manifests where there is none. */
    public MarkedManifest valuesOf(@Nullable String name) {
        return new MarkedManifest(path, text, line, indent, marks, name);
    }

    /** The text as part of a release, whose places lead into the file. */
    public ManifestFile manifest() {
        return new ManifestFile(
                path.endsWith(".json") ? path : path + ".yaml",
                text,
                place -> Origin.of(new SourceLocation(
                        path, place.key().line() + line, place.key().column() + indent, SourceLocation.Role.MANIFEST)));
    }
}
