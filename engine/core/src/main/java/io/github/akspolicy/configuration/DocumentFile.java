package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Reads a YAML file of ours: one document, not large, inside the repository. */
final class DocumentFile {
    private DocumentFile() {}

    /**
     * @param maxCharacters the longest text
     * @return null when the file is empty or cannot be read; what is wrong, if anything, has been added to the problems
     */
    static @Nullable Node read(Path file, int maxCharacters, Workspace workspace, Problems problems) {
        return read(file, maxCharacters, workspace, problems, ManifestReader::strictYaml);
    }

    /** The same of a file that a program wrote as JSON. */
    static @Nullable Node json(Path file, int maxCharacters, Workspace workspace, Problems problems) {
        return read(file, maxCharacters, workspace, problems, ManifestReader::strictJson);
    }

    private interface Format {
        void read(String text, ReadLimits limits, ManifestReader.Receiver receiver);
    }

    private static @Nullable Node read(
            Path file, int maxCharacters, Workspace workspace, Problems problems, Format format) {
        var limits = new ReadLimits(maxCharacters, 100, 10_000, 1);
        var collected = new ArrayList<Node>();
        try {
            if (!workspace.contains(file)) {
                problems.add(Position.START, "the symbolic link leads out of the repository", "make it a file");
                return null;
            }
            String text = ManifestFile.read(file, limits, workspace).text();
            format.read(text, limits, new ManifestReader.Receiver() {
                @Override
                public void document(Node root) {
                    collected.add(root);
                }

                @Override
                public void problem(ManifestException problem) {
                    Position at = problem.position();
                    problems.add(at == null ? Position.START : at, problem.getMessage(), "");
                }
            });
        } catch (SourceException unreadable) {
            unreadable.problems().forEach(problems::add);
        } catch (IOException unreadable) {
            problems.add(Position.START, "the file cannot be read", "");
        }
        return collected.isEmpty() ? null : collected.get(0);
    }
}
