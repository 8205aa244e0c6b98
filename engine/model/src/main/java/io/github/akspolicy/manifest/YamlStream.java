package io.github.akspolicy.manifest;

/**
 * Splits a text into YAML documents as kubectl does: by lines, before any YAML is parsed, so that a broken document
 * leaves the others readable. A separator is a line that begins with {@code ---} and holds nothing else but a comment.
 */
final class YamlStream {
    private static final char NEXT_LINE = '\u0085';
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final ReadLimits limits;
    private final ManifestReader.Receiver receiver;
    private final Rereads rereads;
    private int documents;

    YamlStream(String text, ReadLimits limits, ManifestReader.Receiver receiver) {
        this.text = text;
        this.limits = limits;
        this.receiver = receiver;
        this.rereads = new Rereads(text.length());
    }

    /** What was read more than once. */
    Rereads rereads() {
        return rereads;
    }

    void read() {
        int start = 0;
        int startLine = 1;
        int line = 1;
        int lineStart = 0;
        boolean exactColumns = true;
        boolean blank = true;
        boolean skipped = false;
        int length = text.length();
        while (lineStart < length) {
            if (isSeparator(lineStart)) {
                if (!skipped && !blank && !document(start, lineStart, startLine, exactColumns)) {
                    return;
                }
                int end = endOfLine(lineStart);
                skipped = !isCleanSeparator(lineStart + 3, end);
                if (skipped) {
                    receiver.problem(new ManifestException(
                            "text follows the document separator '---', which kubectl refuses: put it on the next"
                                    + " line",
                            new Position(line, 1)));
                }
                start = end;
                lineStart = end;
                line++;
                startLine = line;
                exactColumns = true;
                blank = true;
                continue;
            }
            int i = lineStart;
            boolean comment = false;
            boolean content = false;
            while (i < length) {
                char c = text.charAt(i++);
                if (c == '\n') {
                    break;
                }
                if (c == '\r') {
                    if (i < length && text.charAt(i) == '\n') {
                        i++;
                        break;
                    }
                    // kubectl splits at \n only, but the line number moves on
                    line++;
                    comment = false;
                    continue;
                }
                if (c > '~') {
                    exactColumns &= c != NEXT_LINE
                            && c != LINE_SEPARATOR
                            && c != PARAGRAPH_SEPARATOR
                            && c != BYTE_ORDER_MARK
                            && !Character.isSurrogate(c);
                }
                if (c == '#') {
                    comment |= !content;
                }
                content |= !comment && c != ' ';
            }
            blank &= !content;
            lineStart = i;
            line++;
        }
        if (!skipped && !blank) {
            document(start, length, startLine, exactColumns);
        }
    }

    private boolean isSeparator(int lineStart) {
        return text.startsWith("---", lineStart);
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private boolean isCleanSeparator(int from, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '#') {
                return true;
            }
            if (!Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }

    /** Reads one document; false when the stream is to end here. */
    private boolean document(int from, int to, int firstLine, boolean exactColumns) {
        if (documents == limits.maxDocuments()) {
            receiver.problem(new ManifestException(
                    "the text holds more than " + limits.maxDocuments() + " documents (limit maxDocuments)",
                    new Position(firstLine, 1)));
            return false;
        }
        documents++;
        try {
            String document = text.substring(from, to);
            if (!document.endsWith("\n")) {
                // kubectl ends every line, which a block scalar at the end of the text can tell
                document += "\n";
            }
            Node root = YamlDocument.read(document, firstLine, exactColumns, limits, rereads);
            if (root != null && !(root instanceof Node.Scalar scalar && scalar.value() == null)) {
                receiver.document(root);
            }
        } catch (ManifestException e) {
            receiver.problem(e);
        }
        return true;
    }
}
