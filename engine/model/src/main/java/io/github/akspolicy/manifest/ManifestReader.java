package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests as kubectl does, and knows the place of everything it reads.
 *
 * <p>The values are those that kubectl sends to the API server: {@code on} is true, {@code 0777} is 511,
 * {@code 12:30:45} and {@code 2001-01-01} are strings, {@code 1.0} is the integer 1, the key {@code 1} is {@code "1"},
 * {@code <<} merges, and of equal keys the last one holds ({@link Node.Entry#dropped} says so). Where kubectl would lose
 * something else silently (text after the end of a document) this reader reports an error. The rules come from kubectl 1.32
 * itself, which a test runs next to this reader. Files that kubectl does not read may not have equal keys.
 *
 * <p>Positions are those of the text that was handed in, with lines ending at {@code \n}, {@code \r\n} or {@code \r}. A
 * value with an anchor or tag begins at the anchor or tag; the value of an alias is where its anchor is.
 */
public final class ManifestReader {
    /** How many bytes kubectl and Helm look at for a brace. */
    private static final int SNIFFED = 4096;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ManifestReader() {}

    /** Takes what a text holds, in the order of the text. */
    public interface Receiver {
        /** A document; never null or empty. */
        void document(Node root);

        /** A document that cannot be read, or a limit that ended the reading. */
        void problem(ManifestException problem);
    }

    /**
     * The text of a file: UTF-8, or UTF-16 recognised by its byte order mark or its zero bytes. The byte order mark is
     * no part of the text; line ends stay as they are.
     *
     * @throws ManifestException when the bytes are no text, such as those of a binary file
     */
    public static String decode(byte[] bytes) throws ManifestException {
        return TextDecoder.decode(bytes);
    }

    /**
     * Reads a manifest file of either format: as JSON when its first characters are white space and an opening brace, as kubectl
     * decides it.
     */
    public static void read(String text, ReadLimits limits, Receiver receiver) {
        if (isJson(text)) {
            json(text, limits, receiver);
        } else {
            yaml(text, limits, receiver);
        }
    }

    private static boolean isJson(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length() && bytes < SNIFFED; i++) {
            char c = text.charAt(i);
            if (!GoText.isSpace(c)) {
                return c == '{';
            }
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return false;
    }

    /**
     * Reads all documents of a YAML text. Documents are split at lines that begin with {@code ---} and each is read on
     * its own: a broken one is reported and the others are still delivered. Empty documents are left out.
     */
    public static void yaml(String text, ReadLimits limits, Receiver receiver) {
        yaml(text, limits, receiver, YamlStream.Kind.MANIFESTS);
    }

    /** As {@link #yaml} for a file that kubectl does not read: a key that a mapping has twice is a problem. */
    public static void strictYaml(String text, ReadLimits limits, Receiver receiver) {
        yaml(text, limits, receiver, YamlStream.Kind.CONFIGURATION);
    }

    private static void yaml(String text, ReadLimits limits, Receiver receiver, YamlStream.Kind kind) {
        if (!isTooLong(text, limits, receiver)) {
            new YamlStream(text, limits, receiver, kind).read();
        }
    }

    /**
     * Reads all documents of a YAML text that kubectl is to read.
     *
     * @throws ManifestException for the first problem
     */
    public static List<Node> manifests(String text) throws ManifestException {
        var collected = new Collected();
        yaml(text, ReadLimits.DEFAULT, collected);
        return collected.documents();
    }

    /**
     * Reads all documents of a YAML text such as a configuration file.
     *
     * @throws ManifestException for the first problem, such as a key that a mapping has twice
     */
    public static List<Node> yamlDocuments(String text) throws ManifestException {
        var collected = new Collected();
        strictYaml(text, ReadLimits.DEFAULT, collected);
        return collected.documents();
    }

    /**
     * Reads a YAML text that holds one document.
     *
     * @return the document, or a null scalar at the start when the text is empty
     * @throws ManifestException when it cannot be read or holds a second document
     */
    public static Node yamlDocument(String text) throws ManifestException {
        List<Node> documents = yamlDocuments(text);
        if (documents.size() > 1) {
            throw new ManifestException(
                    "only one document is expected here, but a second one begins: remove the '---' between them",
                    documents.get(1).position());
        }
        return documents.isEmpty() ? new Node.Scalar(null, Position.START) : documents.get(0);
    }

    /**
     * Reads a values file as Helm does, without {@code --strict}: only its first document, and of equal keys the last one.
     *
     * @param duplicates takes the keys that a mapping has twice, in the order of the text
     * @return the document, or a null scalar at the start when there is none
     * @throws ManifestException when Helm cannot read it either, or it is beyond the limits
     */
    public static Node helmValues(String text, Consumer<DuplicateKey> duplicates) throws ManifestException {
        var collected = new Collected();
        if (isTooLong(text, ReadLimits.DEFAULT, collected)) {
            collected.documents();
        }
        Node root = YamlDocument.first(text, 1, ReadLimits.DEFAULT, duplicates);
        return root == null ? new Node.Scalar(null, Position.START) : root;
    }

    /**
     * The documents of a values file that are not empty, as Helm 4 takes them apart: at lines that begin with {@code ---}.
     *
     * @throws ManifestException for the first problem
     */
    public static List<Node> helmValuesDocuments(String text) throws ManifestException {
        var collected = new Collected();
        yaml(text, ReadLimits.DEFAULT, collected, YamlStream.Kind.VALUES);
        return collected.documents();
    }

    /**
     * Reads a JSON text that holds one document.
     *
     * @throws ManifestException when it cannot be read or is empty, or when something follows the document
     */
    public static Node json(String text, ReadLimits limits) throws ManifestException {
        var collected = new Collected();
        if (isTooLong(text, limits, collected)) {
            collected.documents();
        }
        try (var stream = new JsonStream(withoutMark(text), limits)) {
            return only(stream);
        }
    }

    /**
     * Reads a JSON text that holds one document and may have comments, trailing commas and texts of several lines, as templates
     * of Azure may.
     *
     * @throws ManifestException as {@link #json(String, ReadLimits)}
     */
    public static Node commentedJson(String text, ReadLimits limits) throws ManifestException {
        var collected = new Collected();
        if (isTooLong(text, limits, collected)) {
            collected.documents();
        }
        try (var stream = JsonStream.commented(withoutMark(text), limits)) {
            return only(stream);
        }
    }

    private static Node only(JsonStream stream) throws ManifestException {
        Node document = stream.next();
        if (document == null) {
            throw new ManifestException("the JSON text is empty", Position.START);
        }
        Node second = stream.next();
        if (second != null) {
            throw new ManifestException(
                    "only one JSON document is expected here, but a second one begins", second.position());
        }
        return document;
    }

    /**
     * Reads all documents of a JSON text, one after another. A document that is null is skipped. Nothing behind a
     * broken document can be read: there is no telling where the next one begins.
     */
    public static void json(String text, ReadLimits limits, Receiver receiver) {
        if (!isTooLong(text, limits, receiver)) {
            json(() -> JsonStream.manifests(withoutMark(text), limits), receiver);
        }
    }

    /** As {@link #json(String, ReadLimits, Receiver)} for a file that kubectl does not read, where equal keys are a problem. */
    public static void strictJson(String text, ReadLimits limits, Receiver receiver) {
        if (!isTooLong(text, limits, receiver)) {
            json(() -> new JsonStream(withoutMark(text), limits), receiver);
        }
    }

    private interface Opening {
        JsonStream open() throws ManifestException;
    }

    private static void json(Opening opening, Receiver receiver) {
        try (var stream = opening.open()) {
            for (Node root = stream.next(); root != null; root = stream.next()) {
                if (!(root instanceof Node.Scalar scalar && scalar.value() == null)) {
                    receiver.document(root);
                }
            }
        } catch (ManifestException e) {
            receiver.problem(e);
        }
    }

    /**
     * The keys of the outermost mappings of all documents, those of broken documents as far as they can be read: what tells
     * a manifest with a fault from a file that is none.
     */
    public static Set<String> rootKeys(String text) {
        return RootKeys.of(text);
    }

    private static boolean isTooLong(String text, ReadLimits limits, Receiver receiver) {
        if (text.length() <= limits.maxCharacters()) {
            return false;
        }
        receiver.problem(new ManifestException(
                "the text is longer than " + limits.maxCharacters() + " characters (limit maxCharacters)",
                Position.START));
        return true;
    }

    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static final class Collected implements Receiver {
        private final List<Node> documents = new ArrayList<>();
        private @Nullable ManifestException problem;

        @Override
        public void document(Node root) {
            documents.add(root);
        }

        @Override
        public void problem(ManifestException found) {
            if (problem == null) {
                problem = found;
            }
        }

        private List<Node> documents() throws ManifestException {
            if (problem != null) {
                throw problem;
            }
            return documents;
        }
    }
}
