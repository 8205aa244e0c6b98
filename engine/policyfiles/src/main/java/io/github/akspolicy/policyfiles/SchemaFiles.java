package io.github.akspolicy.policyfiles;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.ResourceLoader;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that {@code $ref} leads to: YAML or JSON of this repository. Nothing comes over the network, and nothing from
 * outside of the repository.
 *
 * @param problems takes what is wrong with a file that is referred to
 */
record SchemaFiles(Workspace workspace, List<Problem> problems) implements ResourceLoader {
    private static final ReadLimits LIMITS = new ReadLimits(4 << 20, 100, 10_000, 1);

    @Override
    public @Nullable InputStreamSource getResource(AbsoluteIri iri) {
        if (!iri.toString().startsWith("file:")) {
            return null;
        }
        return () -> new ByteArrayInputStream(text(Path.of(URI.create(iri.toString()))));
    }

    private byte[] text(Path file) throws IOException {
        String shown = workspace.relative(file);
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + shown);
        }
        if (!workspace.contains(file)) {
            throw new IOException(shown + " lies outside the repository");
        }
        try {
            Node node = read(file, workspace);
            check(Field.root(node), shown, problems);
            return JsonTree.of(node).toString().getBytes(StandardCharsets.UTF_8);
        } catch (SourceException unreadable) {
            throw new IOException(unreadable.problems().get(0).toString(), unreadable);
        } catch (ManifestException invalid) {
            throw new IOException(shown + ":" + invalid.position() + ": " + invalid.getMessage(), invalid);
        }
    }

    /** A YAML or JSON file with one document. */
    static Node read(Path file, Workspace workspace) throws SourceException, ManifestException {
        String text = ManifestFile.read(file, LIMITS, workspace).text();
        return file.toString().endsWith(".json")
                ? ManifestReader.json(text, LIMITS)
                : ManifestReader.yamlDocument(text);
    }

    /** Adds a problem for each keyword that there is none of, and for each expression that cannot be used. */
    static void check(Field schema, String shown, List<Problem> problems) {
        new SchemaKeywords((keyword, message, fix) -> {
                    Position at = keyword.place().key();
                    problems.add(Problem.at(
                            new SourceLocation(shown, at.line(), at.column(), SourceLocation.Role.CONFIGURATION),
                            message,
                            fix));
                })
                .check(schema);
    }
}
