package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.SourceText;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text files of the repository.
 *
 * @param workspace no file outside of it is read
 */
record WorkspaceText(Workspace workspace) implements SourceText {
    /** In bytes; a file that large is generated, and nobody reads an excerpt of it. */
    private static final long LARGEST = 4 << 20;

    @Override
    public @Nullable String read(String path) {
        try {
            Path file = workspace.root().resolve(path).normalize();
            if (!Files.isRegularFile(file) || !workspace.contains(file) || Files.size(file) > LARGEST) {
                return null;
            }
            return ManifestReader.decode(Files.readAllBytes(file));
        } catch (IOException | InvalidPathException | ManifestException unreadable) {
            // only an excerpt is lost: that a file is unreadable was reported when it was judged
            return null;
        }
    }
}
