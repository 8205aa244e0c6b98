package io.github.akspolicy.source;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Placeholders;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with manifests in it: a file of a folder, or what one chart template rendered to.
 *
 * @param path the file's own path relative to the repository root for plain files; the render path, such as {@code
 *     store/templates/order.yaml}, for rendered ones
 * @param text YAML or JSON; JSON when the path ends in {@code .json}
 * @param origins leads from lines of {@code text} to lines to edit
 * @param resources what a {@link ClusterReader} made of a text that holds no manifests, with positions in that text; null
 *     when the text is to be read as manifests
 * @param secrets values in the text that it declares secret, such as secure parameters; what a resource shows to be a secret
 *     need not be among them
 * @param placeholders what something fills in before the text is applied
 */
public record ManifestFile(
        String path,
        String text,
        OriginMap origins,
        @Nullable List<Resource> resources,
        Set<String> secrets,
        Placeholders placeholders) {
    /** No character of UTF-8 needs more bytes for one UTF-16 unit, so that a longer file is too long in any case. */
    private static final long BYTES_PER_CHARACTER = 3;

    public ManifestFile {
        resources = resources == null ? null : List.copyOf(resources);
        secrets = Set.copyOf(secrets);
    }

    /** A text whose resources have been read, some of whose values are secret. */
    public ManifestFile(
            String path, String text, OriginMap origins, @Nullable List<Resource> resources, Set<String> secrets) {
        this(path, text, origins, resources, secrets, Placeholders.DEFAULT);
    }

    /** A text whose resources have been read. */
    public ManifestFile(String path, String text, OriginMap origins, @Nullable List<Resource> resources) {
        this(path, text, origins, resources, Set.of());
    }

    /** A text that is read as manifests. */
    public ManifestFile(String path, String text, OriginMap origins) {
        this(path, text, origins, null, Set.of());
    }

    /** The same text with other places that something fills in. */
    public ManifestFile with(Placeholders others) {
        return new ManifestFile(path, text, origins, resources, secrets, others);
    }

    /** A text of manifests that is edited as it stands. */
    public static ManifestFile asWritten(String path, String text) {
        return new ManifestFile(path, text, OriginMap.identity(path, SourceLocation.Role.MANIFEST));
    }

    /**
     * Reads one manifest file.
     *
     * @throws SourceException when it cannot be read, is too large or is no text
     */
    public static ManifestFile read(Path file, ReadLimits limits, Workspace workspace) throws SourceException {
        String path = workspace.relative(file);
        SourceLocation start = workspace.start(file);
        try {
            if (workspace.size(file) / BYTES_PER_CHARACTER > limits.maxCharacters()) {
                throw new SourceException(Problem.at(
                        start,
                        "the file is longer than " + limits.maxCharacters() + " characters",
                        "split it, exclude it, or raise limits.maxCharacters"));
            }
            String text;
            try (InputStream in = workspace.open(file)) {
                text = ManifestReader.decode(in.readAllBytes());
            }
            return ManifestFile.asWritten(path, text);
        } catch (ManifestException undecodable) {
            Position at = undecodable.position();
            throw new SourceException(Problem.at(
                    at == null ? start : new SourceLocation(path, at.line(), at.column(), SourceLocation.Role.MANIFEST),
                    undecodable.getMessage(),
                    ""));
        } catch (IOException unreadable) {
            throw new SourceException(Problem.at(start, "the file cannot be read: " + Problem.reason(unreadable), ""));
        }
    }
}
