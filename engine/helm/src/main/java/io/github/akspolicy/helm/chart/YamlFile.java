package io.github.akspolicy.helm.chart;

import io.github.akspolicy.manifest.DuplicateKey;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.List;
import java.util.function.Consumer;

/** YAML files that hold one mapping, as {@code Chart.yaml} and values files do. */
public final class YamlFile {
    private YamlFile() {}

    /** The mapping in a text; an empty one when the text is empty. Of equal keys the last one counts, as for Helm. */
    public static Node.Mapping mapping(String text) throws ManifestException {
        return mapping(text, duplicate -> {});
    }

    /**
     * The same.
     *
     * @param duplicates takes the keys that a mapping has twice, in the order of the text
     * @throws ManifestException when it cannot be read, or holds a second document
     */
    static Node.Mapping mapping(String text, Consumer<DuplicateKey> duplicates) throws ManifestException {
        List<Node> documents = ManifestReader.helmValuesDocuments(text);
        if (documents.size() > 1) {
            throw new ManifestException(
                    "only one document is expected here, but a second one begins: remove the '---' between them",
                    documents.get(1).position());
        }
        return mapping(
                documents.isEmpty()
                        ? new Node.Scalar(null, Position.START)
                        : ManifestReader.helmValues(text, duplicates));
    }

    /** A document as a mapping; an empty one when it is null. */
    public static Node.Mapping mapping(Node node) throws ManifestException {
        if (node instanceof Node.Mapping mapping) {
            return mapping;
        }
        if (node instanceof Node.Scalar scalar && scalar.value() == null) {
            return new Node.Mapping(List.of(), Position.START);
        }
        throw new ManifestException("a mapping is expected here, not a " + node.typeName(), node.position());
    }

    /** The problem of a file that cannot be read. */
    public static SourceException unreadable(ManifestException e, String shownPath, Role role) {
        Position at = e.position() == null ? Position.START : e.position();
        return new SourceException(
                Problem.at(new SourceLocation(shownPath, at.line(), at.column(), role), e.getMessage(), ""));
    }
}
