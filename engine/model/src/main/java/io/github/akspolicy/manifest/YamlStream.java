package io.github.akspolicy.manifest;

/**
 * Splits a text into YAML documents as kubectl does: by lines that end at {@code \n}, before any YAML is parsed, so that a broken
 * document leaves the others readable. A separator is a line that begins with {@code ---} and holds nothing else but a comment.
 * What stands between two separators is parsed, comments too: only YAML says where a comment ends.
 */
final class YamlStream {
    private static final String SEPARATOR = "---";

    private final String text;
    private final ReadLimits limits;
    private final ManifestReader.Receiver receiver;
    private final Kind kind;
    private final boolean hasReturns;
    private int documents;

    /** Who reads the text besides, which decides about keys that a mapping has twice. */
    enum Kind {
        /** A file of ours: such a key is a mistake. */
        CONFIGURATION,
        /** kubectl takes the last of equal keys. */
        MANIFESTS,
        /** Helm takes the last of equal keys, and the first document between separators. */
        VALUES
    }

    YamlStream(String text, ReadLimits limits, ManifestReader.Receiver receiver, Kind kind) {
        this.kind = kind;
        this.text = text;
        this.limits = limits;
        this.receiver = receiver;
        this.hasReturns = text.indexOf('\r') >= 0;
    }

    void read() {
        int start = 0;
        int startLine = 1;
        int line = 1;
        boolean refused = false;
        for (int lineStart = 0; lineStart < text.length(); ) {
            int end = endOfLine(lineStart);
            // a separator with nothing before it begins its document, as YAML has it
            if (text.startsWith(SEPARATOR, lineStart)) {
                boolean clean = isClean(lineStart + SEPARATOR.length(), end);
                boolean first = start == lineStart && !refused;
                if (!clean || !first) {
                    if (!refused && !document(start, lineStart, startLine)) {
                        return;
                    }
                    start = end;
                    startLine = line + lines(lineStart, end);
                }
                refused = !clean;
                if (refused) {
                    receiver.problem(new ManifestException(
                            "text follows the document separator '---', which kubectl refuses: put it on the next"
                                    + " line",
                            new Position(line, 1)));
                }
            }
            line += lines(lineStart, end);
            lineStart = end;
        }
        if (!refused) {
            document(start, text.length(), startLine);
        }
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    /** The lines that an editor shows: a {@code \r} alone ends one, too. */
    private int lines(int from, int end) {
        int lines = 1;
        for (int i = from; hasReturns && i + 1 < end; i++) {
            lines += text.charAt(i) == '\r' && text.charAt(i + 1) != '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Whether only white space, as Go has it, and a comment stand there. */
    private boolean isClean(int from, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '#') {
                return true;
            }
            if (!GoText.isSpace(c)) {
                return false;
            }
        }
        return true;
    }

    /** Reads one document; false when the stream is to end here. */
    private boolean document(int from, int to, int firstLine) {
        if (from == to) {
            return true;
        }
        String document = text.substring(from, to);
        if (!document.endsWith("\n")) {
            // kubectl ends every line, which a block scalar at the end of the text can tell
            // and behind a \r this one is no second end of the line
            document += document.endsWith("\r") ? "\r\n" : "\n";
        }
        Node root = null;
        ManifestException problem = null;
        try {
            root = switch (kind) {
                case CONFIGURATION -> YamlDocument.read(document, firstLine, limits, null);
                case MANIFESTS -> YamlDocument.read(document, firstLine, limits, duplicate -> {});
                case VALUES -> YamlDocument.first(document, firstLine, limits, duplicate -> {});
            };
        } catch (ManifestException e) {
            problem = e;
        }
        if (root == null && problem == null) {
            return true;
        }
        if (documents++ == limits.maxDocuments()) {
            receiver.problem(new ManifestException(
                    "the text holds more than " + limits.maxDocuments() + " documents (limit maxDocuments)",
                    new Position(firstLine, 1)));
            return false;
        }
        if (problem != null) {
            receiver.problem(problem);
        } else if (root != null && !(root instanceof Node.Scalar scalar && scalar.value() == null)) {
            receiver.document(root);
        }
        return true;
    }
}
