package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A YAML document that is the value of a string, such as {@code objects} of a SecretProviderClass: its fields continue
 * the path of the string, and their places are lines of the file that holds the string.
 */
public final class EmbeddedDocument {
    private EmbeddedDocument() {}

    /**
     * Reads the document that a string holds.
     *
     * @param field a string
     * @return the document's root at the path of the string; absent when the string is empty
     * @throws ManifestException when it holds no YAML or more than one document, with the place in the file
     */
    public static Field read(Field field) throws ManifestException {
        if (!(field.node() instanceof Node.Scalar scalar) || !(scalar.value() instanceof String value)) {
            throw new ManifestException(
                    "a string that holds YAML is expected", field.place().value());
        }
        ScalarText text = scalar.text();
        var placed = text == null ? new ScalarText("", 0, scalar.position()).place(value) : text.place(value);
        try {
            return field.holding(moved(ManifestReader.yamlDocument(value), placed));
        } catch (ManifestException e) {
            Position within = e.position();
            throw new ManifestException(e.getMessage(), placed.at(within == null ? Position.START : within));
        }
    }

    /**
     * A scalar of an embedded document as it is written: {@code 0644} for the number 420. Programs that read a document
     * into strings see this.
     *
     * @return empty when it is absent, null or no scalar
     */
    public static String written(Field field) {
        if (!(field.node() instanceof Node.Scalar scalar) || scalar.value() == null) {
            return "";
        }
        ScalarText text = scalar.value() instanceof String ? null : scalar.text();
        String word = text == null ? "" : text.word();
        return word.isEmpty() ? String.valueOf(scalar.value()) : word;
    }

    /** A line of a text of several lines, such as a file in a ConfigMap. */
    public static final class Line {
        private final String text;
        private final Place place;
        private final IntFunction<Position> characters;

        private Line(String text, Place place, IntFunction<Position> characters) {
            this.text = text;
            this.place = place;
            this.characters = characters;
        }

        public String text() {
            return text;
        }

        /** The string's path at the line's place in the file. */
        public Place place() {
            return place;
        }

        /** The same where a value of the line is meant: in a chart a key of the values may supply it, not the words around it. */
        public Place at(int index) {
            return new Place(place.path(), place.nearest(), place.key(), characters.apply(index));
        }
    }

    /** The lines of a string; empty when it is none. */
    public static List<Line> lines(Field field) {
        if (!(field.node() instanceof Node.Scalar scalar) || !(scalar.value() instanceof String value)) {
            return List.of();
        }
        Place whole = field.place();
        if (scalar.text() == null) {
            return value.lines()
                    .map(line -> new Line(line, whole, index -> whole.value()))
                    .toList();
        }
        var placed = scalar.text().place(value);
        List<Line> lines = new ArrayList<>();
        for (String line : value.lines().toList()) {
            int number = lines.size() + 1;
            IntFunction<Position> characters = index -> placed.at(new Position(number, index + 1));
            Position at = characters.apply(line.length() - line.stripLeading().length());
            lines.add(new Line(line, new Place(whole.path(), whole.nearest(), at, at), characters));
        }
        return lines;
    }

    private static Node moved(Node node, ScalarText.Placed placed) {
        Position position = placed.at(node.position());
        if (node instanceof Node.Mapping mapping) {
            List<Node.Entry> entries = new ArrayList<>();
            for (Node.Entry entry : mapping.entries()) {
                entries.add(new Node.Entry(entry.key(), placed.at(entry.keyPosition()), moved(entry.value(), placed)));
            }
            return new Node.Mapping(entries, position);
        }
        if (node instanceof Node.Sequence sequence) {
            List<Node> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(moved(item, placed)));
            return new Node.Sequence(items, position);
        }
        Node.Scalar scalar = (Node.Scalar) node;
        ScalarText text = scalar.text();
        if (text == null && scalar.value() != null) {
            // what is on one line, and numbers as they are written
            text = new ScalarText(placed.value(), placed.offset(scalar.position()), scalar.position());
        }
        return new Node.Scalar(scalar.value(), position, text == null ? null : text.within(placed));
    }
}
