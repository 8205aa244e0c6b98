package io.github.akspolicy.cluster.module;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of the repository, each read once. No other file is read, also not through a link. */
final class SourceFiles {
    /** No character of UTF-8 needs more bytes for one UTF-16 unit, so that a longer file is too long in any case. */
    private static final int BYTES_PER_CHARACTER = 3;

    private final Workspace workspace;
    private final ReadLimits limits;
    private final Texts texts;
    private final Bounds bounds;
    private final Map<Path, Source> sources = new HashMap<>();
    private @Nullable Path realRoot;

    /**
     * A file.
     *
     * @param firstLine where it begins in {@link Texts}
     */
    record Source(int firstLine, String text) {}

    SourceFiles(Workspace workspace, ReadLimits limits, Texts texts, Bounds bounds) {
        this.workspace = workspace;
        this.limits = limits;
        this.texts = texts;
        this.bounds = bounds;
    }

    /** @throws SourceException when it cannot be read, is too large, is no text or lies outside of the repository */
    Source read(Path file) throws SourceException {
        Source known = sources.get(file);
        if (known != null) {
            return known;
        }
        try {
            String text = ManifestReader.decode(bytes(file, (long) limits.maxCharacters() * BYTES_PER_CHARACTER));
            known = new Source(texts.add(workspace.relative(file), text), text);
            sources.put(file, known);
            return known;
        } catch (NoSuchFileException missing) {
            throw failure(file, "the file does not exist");
        } catch (IOException unreadable) {
            throw failure(file, String.valueOf(unreadable.getMessage()));
        } catch (ManifestException undecodable) {
            throw failure(file, undecodable.getMessage());
        }
    }

    /** A line that stands for a file, also for one that could not be read. */
    int placeholder(Path file) {
        Source known = sources.get(file);
        return known != null ? known.firstLine() : texts.add(workspace.relative(file), "");
    }

    /** Takes a text that no file holds. @param place what all places in it count as. @return the line in which it begins */
    int standIn(Position place, String text) {
        bounds.file(text.length());
        return texts.add(place, text);
    }

    private SourceException failure(Path file, String message) {
        return new SourceException(Problem.at(workspace.start(file), message, ""));
    }

    /** What a file holds. @throws IOException when it cannot be read or is too large, with words for people */
    byte[] bytes(Path file) throws IOException {
        return bytes(file, limits.maxCharacters());
    }

    private byte[] bytes(Path file, long most) throws IOException {
        Path real = file.toRealPath();
        if (!isInside(file, real)) {
            throw new IOException("the file lies outside of the repository");
        }
        if (workspace.size(file) > most) {
            throw new IOException("the file is longer than " + limits.maxCharacters() + " characters");
        }
        try (InputStream in = workspace.open(file, real)) {
            byte[] bytes = in.readAllBytes();
            if (!bounds.file(bytes.length)) {
                throw new IOException("the configuration holds too many files to be read");
            }
            return bytes;
        } catch (FileSystemException unreadable) {
            throw new IOException("the file cannot be read: " + Problem.reason(unreadable), unreadable);
        }
    }

    /** Whether a file or folder is there and belongs to the repository. */
    boolean isInside(Path path) {
        try {
            return isInside(path, path.toRealPath());
        } catch (IOException unreadable) {
            return false;
        }
    }

    private boolean isInside(Path path, Path real) throws IOException {
        if (realRoot == null) {
            realRoot = workspace.root().toRealPath();
        }
        return real.startsWith(realRoot) && !workspace.isInGit(path) && !workspace.isInGit(real);
    }

    /** Whether a path belongs to the repository by its name, whether it is there or not. */
    boolean isBelowRoot(Path path) {
        return path.toAbsolutePath().normalize().startsWith(workspace.root()) && !workspace.isInGit(path);
    }

    /** The files in a folder by their names; none when it cannot be read. */
    List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .sorted((a, b) ->
                            a.getFileName().toString().compareTo(b.getFileName().toString()))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** A path as the configuration writes it, below a folder; null when it is none. */
    static @Nullable Path resolved(Path folder, String path) {
        try {
            return folder.resolve(path).normalize();
        } catch (InvalidPathException noPath) {
            return null;
        }
    }
}
