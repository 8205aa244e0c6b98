package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.module.Texts;
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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The files that make a definition together, each read once; none outside of the repository. */
public final class BicepFiles {
    private static final int MOST_FILES = 10_000;

    private final Workspace workspace;
    private final ReadLimits limits;
    private final Consumer<Problem> problems;
    private final Texts texts = new Texts();
    private final Map<Path, BicepFile> files = new HashMap<>();
    private final Map<Path, Node> documents = new HashMap<>();
    private final Map<Path, Problem> broken = new HashMap<>();
    private int count;

    /** @param problems takes what cannot be read, each file once */
    public BicepFiles(Workspace workspace, ReadLimits limits, Consumer<Problem> problems) {
        this.workspace = workspace;
        this.limits = limits;
        this.problems = problems;
    }

    /** Takes a text that was read elsewhere. @return the number of its first line in the whole text */
    public int add(ManifestFile file) {
        return texts.add(file.path(), file.text());
    }

    /** The files that were read, as one text. */
    public String text() {
        return texts.text();
    }

    /** The place in its file of a position in the whole text. */
    public SourceLocation locate(Position at) {
        return locate(at, SourceLocation.Role.MANIFEST);
    }

    /** The same in a role. */
    public SourceLocation locate(Position at, SourceLocation.Role role) {
        Texts.Location location = texts.locate(at);
        return new SourceLocation(location.path(), location.line(), location.column(), role);
    }

    /** A file of Bicep; null where it cannot be read, which is a problem. */
    @Nullable
    BicepFile bicep(Path path) {
        return read(path, files, (text, first) -> {
            try {
                return new BicepFile(path, files.size(), BicepParser.parse(text, first));
            } catch (BicepException wrong) {
                throw new Broken(wrong.getMessage(), wrong.position());
            }
        });
    }

    /** A document of JSON with its places in the whole text; null where it cannot be read, which is a problem. */
    @Nullable
    Node json(Path path) {
        return document(path, text -> ManifestReader.commentedJson(text, limits));
    }

    /** The same of YAML. */
    @Nullable
    Node yaml(Path path) {
        return document(path, ManifestReader::yamlDocument);
    }

    private interface DocumentReader {
        Node read(String text) throws ManifestException;
    }

    private @Nullable Node document(Path path, DocumentReader reader) {
        return read(path, documents, (text, first) -> {
            try {
                return within(reader.read(text), first);
            } catch (ManifestException wrong) {
                Position at = wrong.position() == null ? Position.START : wrong.position();
                throw new Broken(wrong.getMessage(), new Position(at.line() + first - 1, at.column()));
            }
        });
    }

    private interface TextReader<T> {
        T read(String text, int firstLine) throws Broken;
    }

    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Position position;

        Broken(@Nullable String message, Position position) {
            super(message, null, false, false);
            this.position = position;
        }
    }

    private <T> @Nullable T read(Path path, Map<Path, T> known, TextReader<T> reader) {
        T before = known.get(path);
        if (before != null || broken.containsKey(path)) {
            return before;
        }
        try {
            if (++count > MOST_FILES) {
                throw new SourceException(Problem.at(
                        workspace.start(path), "more than " + MOST_FILES + " files make the definition", ""));
            }
            ManifestFile file = ManifestFile.read(path, limits, workspace);
            int first = texts.add(file.path(), file.text());
            T made = reader.read(file.text(), first);
            known.put(path, made);
            return made;
        } catch (Broken wrong) {
            problem(path, Problem.at(locate(wrong.position), String.valueOf(wrong.getMessage()), ""));
        } catch (SourceException unreadable) {
            problem(path, unreadable.problems().get(0));
        }
        return null;
    }

    private void problem(Path path, Problem problem) {
        broken.put(path, problem);
        problems.accept(problem);
    }

    /** The text of a file, or null. */
    @Nullable
    String text(Path path) {
        try {
            return ManifestFile.read(path, limits, workspace).text();
        } catch (SourceException unreadable) {
            return null;
        }
    }

    /** What a file holds, or null where it is larger than any text may be. */
    byte @Nullable [] bytes(Path path) {
        try {
            if (workspace.size(path) > limits.maxCharacters()) {
                return null;
            }
            try (InputStream in = workspace.open(path)) {
                return in.readAllBytes();
            }
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** A file that another one names by a path relative to itself; null where the repository has none there. */
    @Nullable
    Path resolve(Path from, String path) {
        try {
            Path folder = from.getParent();
            Path file = folder == null ? null : folder.resolve(path).normalize();
            return file != null && Files.isRegularFile(file) && workspace.contains(file) ? file : null;
        } catch (InvalidPathException | IOException none) {
            return null;
        }
    }

    /** A value of a file with the places that it has in the whole text. */
    private static Node within(Node node, int firstLine) {
        Position at = within(node.position(), firstLine);
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(entry -> new Node.Entry(
                                    entry.key(),
                                    within(entry.keyPosition(), firstLine),
                                    within(entry.value(), firstLine)))
                            .toList(),
                    at,
                    mapping.ignoresCase());
        }
        if (node instanceof Node.Sequence list) {
            return new Node.Sequence(
                    list.items().stream().map(item -> within(item, firstLine)).toList(), at);
        }
        return new Node.Scalar(((Node.Scalar) node).value(), at);
    }

    private static Position within(Position at, int firstLine) {
        return new Position(at.line() + firstLine - 1, at.column());
    }
}
