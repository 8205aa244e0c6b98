package io.github.akspolicy.helm.plain;

import io.github.akspolicy.manifest.GoText;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The documents that Helm installs out of what a template wrote. Helm takes the text apart at {@code ---} before any YAML is read,
 * whatever follows on the line, and cuts white space of every kind from both ends of each document: {@code kind: Pod} with a
 * no-break space behind it is a Pod there, and {@code ---apiVersion: v1} begins a document. Where kubectl's reading of the text
 * as it stands is another, the document becomes a part of its own.
 *
 * <p>Source: {@code SplitManifests} of Helm 3 and 4.
 */
public final class Separators {
    /** Stands between documents where it begins a line; what is blank around it goes with it. */
    private static final String SEPARATOR = "---";

    /** More text than this is not made of one. */
    private static final int MAX_CHARACTERS = 64 << 20;

    /** Where white space at the end of a line, or in a line by itself, may belong to a value. */
    private static final Pattern BLOCK_SCALAR = Pattern.compile("[|>][0-9+-]{0,2}[ \\t]*+(?:#|\\R|$)");

    /** Where empty lines may belong to a value. */
    private static final Pattern KEEPS_LINES = Pattern.compile("[|>][0-9]?\\+");

    private final String text;
    private final List<Span> documents;
    private final List<String> parts = new ArrayList<>();
    private long characters;

    private Separators(String text, List<Span> documents) {
        this.text = text;
        this.documents = documents;
    }

    /**
     * The text as it is, or in parts; all lines of a part have the number they had.
     *
     * @throws ManifestException when there are so many parts that they do not fit into memory
     */
    public static List<String> parts(String text) throws ManifestException {
        return parts(text, documents(text));
    }

    /** @param documents those of the text before white space took the place of some */
    static List<String> parts(String text, List<Span> documents) throws ManifestException {
        return new Separators(withCountedLines(text), documents).split();
    }

    /** Each document, as Helm splits them. */
    static List<Span> documents(String text) {
        var spans = new ArrayList<Span>();
        // Helm cuts white space from both ends before it splits, so that a separator may begin the text behind some
        Span whole = new Span(-1, 0, text.length()).trimmed(text);
        int from = whole.from();
        int end = whole.to();
        int before = -1;
        int first = from;
        int at = text.indexOf(SEPARATOR, from);
        while (at >= 0 && at + SEPARATOR.length() <= end) {
            int blanks = at;
            while (blanks > from && text.charAt(at - 1) == '\n' && isBlank(text.charAt(blanks - 1))) {
                blanks--;
            }
            if (at == first || blanks < at) {
                spans.add(new Span(before, from, blanks));
                before = at;
                from = at + SEPARATOR.length();
                while (from < end && isBlank(text.charAt(from))) {
                    from++;
                }
                at = text.indexOf(SEPARATOR, from);
            } else {
                at = text.indexOf(SEPARATOR, at + 1);
            }
        }
        spans.add(new Span(before, from, end));
        return spans;
    }

    /** White space as Go's regular expressions have it. */
    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r' && c != '\u000b');
    }

    /**
     * The text with U+0085 for each {@code \r} that ends a line alone: to YAML they are the same, while lines of what is rendered
     * are counted at {@code \n}.
     */
    private static String withCountedLines(String text) {
        StringBuilder changed = null;
        for (int i = text.indexOf('\r'); i >= 0; i = text.indexOf('\r', i + 1)) {
            if (!text.startsWith("\r\n", i) && !text.startsWith("\r\r\n", i)) {
                changed = changed == null ? new StringBuilder(text) : changed;
                changed.setCharAt(i, '\u0085');
            }
        }
        return changed == null ? text : changed.toString();
    }

    private List<String> split() throws ManifestException {
        int first = documents.get(0).from();
        // before the first separator, too, white space that is none to YAML goes
        int from = areEmptyLines(0, first) && (first == 0 || text.charAt(first - 1) == '\n') ? 0 : first;
        for (int i = 0; i < documents.size(); i++) {
            Span span = documents.get(i).trimmed(text);
            int next = i + 1 < documents.size() ? documents.get(i + 1).separator() : text.length();
            int begin = span.from();
            int end = span.to();
            boolean stands = begin == end
                    ? isNothing(span.separator(), next)
                    : beginsAsRead(span.separator(), begin) && endsAsRead(begin, end, next);
            if (!stands) {
                add(from, Math.max(from, span.separator()));
                add(begin, end);
                from = next;
            }
        }
        if (from == 0) {
            return List.of(text);
        }
        add(from, text.length());
        return parts;
    }

    private void add(int from, int to) throws ManifestException {
        if (from < to) {
            int lines =
                    (int) text.substring(0, from).chars().filter(c -> c == '\n').count();
            characters += lines + to - from;
            if (characters > MAX_CHARACTERS) {
                throw new ManifestException(
                        "too many documents begin on the line of their separator '---': put a line end behind it",
                        new Position(lines + 1, 1));
            }
            parts.add("\n".repeat(lines) + text.substring(from, to));
        }
    }

    /**
     * Whether kubectl begins the document where Helm does: on a line of its own without indentation, with nothing but empty lines
     * before, or with a comment on the line of its separator.
     *
     * @param separator where the separator before it stands; -1 for none
     */
    private boolean beginsAsRead(int separator, int begin) {
        int from = 0;
        if (separator >= 0) {
            from = separator + SEPARATOR.length();
            while (from < begin && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
                from++;
            }
            int lineEnd = endOfLine(separator);
            if (begin < lineEnd) {
                return from == begin
                        && from > separator + SEPARATOR.length()
                        && text.charAt(begin) == '#'
                        && isOneLine(begin, lineEnd);
            }
        }
        return areEmptyLines(from, begin) && (begin == 0 || text.charAt(begin - 1) == '\n');
    }

    /** Whether kubectl, too, sees no document between a separator and what stands next. */
    private boolean isNothing(int separator, int next) {
        int from = separator < 0 ? 0 : separator + SEPARATOR.length();
        return from >= next || text.substring(from, next).chars().allMatch(c -> c == ' ' || c == '\n' || c == '\r');
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private boolean isOneLine(int from, int to) {
        return text.substring(from, to).chars().noneMatch(c -> c == 0x85 || c == 0x2028 || c == 0x2029);
    }

    private boolean areEmptyLines(int from, int to) {
        return text.substring(from, to).chars().allMatch(c -> c == '\n' || c == '\r' || c == ' ');
    }

    /**
     * Whether what stands behind the document means nothing.
     *
     * @param next where the next separator stands, or the text ends
     */
    private boolean endsAsRead(int begin, int end, int next) {
        int lineEnd = Math.min(endOfLine(end), next);
        String rest = text.substring(end, lineEnd);
        if (!rest.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\r') || !areEmptyLines(lineEnd, next)) {
            return false;
        }
        boolean blanks = text.substring(end, next).chars().anyMatch(c -> c == ' ' || c == '\t');
        boolean lines = lineEnd + 1 < next;
        return !(blanks && BLOCK_SCALAR.matcher(text).region(begin, end).find())
                && !(lines && KEEPS_LINES.matcher(text).region(begin, end).find());
    }

    /**
     * A document as Helm splits them.
     *
     * @param separator where the {@code ---} before it stands; -1 for none
     */
    record Span(int separator, int from, int to) {
        /** The same without the white space around it, which Helm cuts off. */
        Span trimmed(String text) {
            int begin = from;
            while (begin < to && GoText.isSpace(text.charAt(begin))) {
                begin++;
            }
            int end = to;
            while (end > begin && GoText.isSpace(text.charAt(end - 1))) {
                end--;
            }
            return new Span(separator, begin, end);
        }
    }
}
