package io.github.akspolicy.cluster.hcl;

import io.github.akspolicy.cluster.hcl.Expression.Part;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a text in quotes or a heredoc is made of. First it is a list of pieces, of which lines of heredocs are one each: what
 * {@code ~} and {@code <<-} take away is taken away from these.
 */
final class Templates {
    private final Scanner scanner;
    private final Parser parser;
    private final List<Piece> pieces = new ArrayList<>();
    private boolean isTrimmed;

    /** A piece of a template. */
    private static final class Piece {
        private final Kind kind;
        private final int start;
        private final @Nullable Expression expression;
        private final @Nullable String keyName;
        private final String valueName;
        private String text;

        private enum Kind {
            TEXT,
            VALUE,
            IF,
            ELSE,
            END_IF,
            FOR,
            END_FOR
        }

        private Piece(
                Kind kind,
                int start,
                String text,
                @Nullable Expression expression,
                @Nullable String keyName,
                String valueName) {
            this.kind = kind;
            this.start = start;
            this.text = text;
            this.expression = expression;
            this.keyName = keyName;
            this.valueName = valueName;
        }

        Piece(Kind kind, int start, @Nullable Expression expression) {
            this(kind, start, "", expression, null, "");
        }
    }

    Templates(Scanner scanner, Parser parser) {
        this.scanner = scanner;
        this.parser = parser;
    }

    /** A text whose first quote is read. */
    List<Part> quoted() throws HclException {
        String text = scanner.text();
        int start = scanner.offset();
        var piece = new StringBuilder();
        while (true) {
            int at = scanner.offset();
            char c = at < text.length() ? text.charAt(at) : '\n';
            if (c == '"') {
                add(piece, start);
                scanner.moveTo(at + 1);
                return parts();
            }
            if (c == '\n' || c == '\r') {
                throw scanner.failure(start - 1, "the text does not end in its line");
            }
            if (c == '\\') {
                escape(piece, at);
            } else if (isSequence(at)) {
                add(piece, start);
                sequence();
                start = scanner.offset();
            } else {
                character(piece, at);
            }
        }
    }

    /** A text in quotes that may hold no sequences, such as a label. */
    String label() throws HclException {
        int start = scanner.offset();
        List<Part> parts = quoted();
        if (parts.isEmpty()) {
            return "";
        }
        if (parts.size() > 1 || !(parts.get(0) instanceof Part.Text text)) {
            throw scanner.failure(start, "a label cannot hold a template");
        }
        return text.text();
    }

    /** A heredoc whose first line is read. */
    List<Part> heredoc(Lexeme first) throws HclException {
        String text = scanner.text();
        boolean isIndented = first.text().startsWith("<<-");
        String end = first.text().substring(isIndented ? 3 : 2).strip();
        var piece = new StringBuilder();
        int start = scanner.offset();
        boolean isLineStart = true;
        while (scanner.offset() < text.length()) {
            int at = scanner.offset();
            if (isLineStart && piece.isEmpty()) {
                int lineEnd = text.indexOf('\n', at);
                if (lineEnd >= 0 && text.substring(at, lineEnd).strip().equals(end)) {
                    scanner.moveTo(text.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd);
                    if (isIndented) {
                        indent();
                    }
                    return parts();
                }
            }
            if (text.charAt(at) == '\r' && !text.startsWith("\r\n", at)) {
                throw scanner.failure(at, "a line of a heredoc does not end with a carriage return alone");
            }
            if (isSequence(at)) {
                add(piece, start);
                sequence();
                start = scanner.offset();
                isLineStart = false;
            } else if (character(piece, at) == '\n') {
                add(piece, start);
                start = scanner.offset();
                isLineStart = true;
            }
        }
        throw scanner.failure(first.start(), "the heredoc does not end: no line holds " + end + " alone");
    }

    /** A text that is a template from its first to its last character. */
    List<Part> whole() throws HclException {
        String text = scanner.text();
        var piece = new StringBuilder();
        int start = scanner.offset();
        while (scanner.offset() < text.length()) {
            int at = scanner.offset();
            if (isSequence(at)) {
                add(piece, start);
                sequence();
                start = scanner.offset();
            } else if (character(piece, at) == '\n') {
                add(piece, start);
                start = scanner.offset();
            }
        }
        add(piece, start);
        return parts();
    }

    private void add(StringBuilder piece, int start) {
        if (!piece.isEmpty()) {
            String text = isTrimmed ? piece.toString().stripLeading() : piece.toString();
            pieces.add(new Piece(Piece.Kind.TEXT, start, text, null, null, ""));
            piece.setLength(0);
        }
        isTrimmed = false;
    }

    private boolean isSequence(int at) {
        String text = scanner.text();
        return text.startsWith("${", at) || text.startsWith("%{", at);
    }

    /** Reads one character; {@code $${} and {@code %%{} stand for a sign and a bracket. */
    private char character(StringBuilder piece, int at) {
        String text = scanner.text();
        char c = text.charAt(at);
        boolean isEscaped = (c == '$' || c == '%') && text.startsWith(c + "{", at + 1);
        piece.append(c);
        if (isEscaped) {
            piece.append('{');
        }
        scanner.moveTo(at + (isEscaped ? 3 : 1));
        return c;
    }

    private void escape(StringBuilder piece, int at) throws HclException {
        String text = scanner.text();
        char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        int digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
        int end = at + 2 + digits;
        if (digits > 0) {
            String hex = text.substring(Math.min(at + 2, text.length()), Math.min(end, text.length()));
            if (hex.length() < digits || !hex.matches("[0-9a-fA-F]+")) {
                throw scanner.failure(at, "\\" + c + " wants " + digits + " hexadecimal digits");
            }
            long code = Long.parseLong(hex, 16);
            // what is no character becomes the one that stands for such
            boolean isCharacter = code <= Character.MAX_CODE_POINT && (code < 0xd800 || code > 0xdfff);
            piece.appendCodePoint(isCharacter ? (int) code : 0xfffd);
        } else {
            int known = "nrt\"\\".indexOf(c);
            if (known < 0) {
                throw scanner.failure(at, "\\" + c + " has no meaning in a text");
            }
            piece.append("\n\r\t\"\\".charAt(known));
        }
        scanner.moveTo(end);
    }

    /** An interpolation or directive, with what {@code ~} takes away around it. */
    private void sequence() throws HclException {
        int start = scanner.offset();
        boolean isDirective = scanner.text().charAt(start) == '%';
        boolean trims = scanner.text().startsWith("~", start + 2);
        scanner.moveTo(start + (trims ? 3 : 2));
        if (trims && !pieces.isEmpty()) {
            Piece last = pieces.get(pieces.size() - 1);
            last.text = last.text.stripTrailing();
        }
        scanner.enter(false);
        pieces.add(isDirective ? directive(start) : new Piece(Piece.Kind.VALUE, start, parser.expression()));
        Lexeme close = scanner.peek();
        if (!close.is("}") && !close.is("~}")) {
            throw scanner.failure(close.start(), "} is missing behind the template's expression");
        }
        scanner.read();
        scanner.leave();
        isTrimmed = close.is("~}");
    }

    private Piece directive(int start) throws HclException {
        Lexeme word = scanner.read();
        return switch (word.kind() == Lexeme.Kind.NAME ? word.text() : "") {
            case "if" -> new Piece(Piece.Kind.IF, start, parser.expression());
            case "else" -> new Piece(Piece.Kind.ELSE, start, null);
            case "endif" -> new Piece(Piece.Kind.END_IF, start, null);
            case "endfor" -> new Piece(Piece.Kind.END_FOR, start, null);
            case "for" -> {
                String first = parser.name("for");
                String second = scanner.take(",") ? parser.name("for") : null;
                parser.word("in");
                Expression in = parser.expression();
                yield new Piece(
                        Piece.Kind.FOR, start, "", in, second == null ? null : first, second == null ? first : second);
            }
            default -> throw scanner.failure(word.start(), "a template knows if, else, endif, for and endfor here");
        };
    }

    /** Takes away the spaces that all lines of an indented heredoc begin with; empty lines do not count. */
    private void indent() {
        var adjusted = new ArrayList<Piece>();
        int least = Integer.MAX_VALUE;
        boolean isLineStart = true;
        for (Piece piece : pieces) {
            boolean isText = piece.kind == Piece.Kind.TEXT;
            if (isLineStart) {
                String rest = piece.text.stripLeading();
                boolean isBlank = isText && rest.isEmpty() && piece.text.endsWith("\n");
                if (!isBlank) {
                    least = Math.min(least, isText ? piece.text.length() - rest.length() : 0);
                    adjusted.add(piece);
                }
            }
            isLineStart = isText && piece.text.endsWith("\n");
        }
        for (Piece piece : adjusted) {
            piece.text = piece.text.substring(Math.min(least, piece.text.length()));
        }
    }

    // ---- from pieces to parts

    private int next;

    private List<Part> parts() throws HclException {
        next = 0;
        List<Part> parts = parts(null, false);
        if (next < pieces.size()) {
            throw scanner.failure(pieces.get(next).start, "this ends a directive of the template that never began");
        }
        return parts;
    }

    /** The parts up to an end. */
    private List<Part> parts(Piece.@Nullable Kind end, boolean isElseAllowed) throws HclException {
        var parts = new ArrayList<Part>();
        while (next < pieces.size()) {
            Piece piece = pieces.get(next);
            switch (piece.kind) {
                case TEXT -> text(parts, piece);
                case VALUE -> parts.add(new Part.Interpolation(expression(piece)));
                case IF, FOR -> {
                    next++;
                    parts.add(piece.kind == Piece.Kind.IF ? condition(piece) : loop(piece));
                    continue;
                }
                case ELSE, END_IF, END_FOR -> {
                    if (piece.kind == end || (isElseAllowed && piece.kind == Piece.Kind.ELSE)) {
                        return parts;
                    }
                    throw scanner.failure(piece.start, "this ends a directive of the template that never began");
                }
            }
            next++;
        }
        if (end != null) {
            throw scanner.failure(scanner.offset(), "a directive of the template does not end");
        }
        return parts;
    }

    private static Expression expression(Piece piece) {
        return Objects.requireNonNull(piece.expression);
    }

    private void text(List<Part> parts, Piece piece) {
        int last = parts.size() - 1;
        Position at = scanner.position(piece.start);
        if (last >= 0 && parts.get(last) instanceof Part.Text before) {
            parts.set(last, new Part.Text(before.text() + piece.text, before.at()));
        } else if (!piece.text.isEmpty()) {
            parts.add(new Part.Text(piece.text, at));
        }
    }

    private Part condition(Piece piece) throws HclException {
        List<Part> then = parts(Piece.Kind.END_IF, true);
        List<Part> otherwise = List.of();
        if (pieces.get(next).kind == Piece.Kind.ELSE) {
            next++;
            otherwise = parts(Piece.Kind.END_IF, false);
        }
        next++;
        return new Part.If(expression(piece), then, otherwise);
    }

    private Part loop(Piece piece) throws HclException {
        List<Part> body = parts(Piece.Kind.END_FOR, false);
        next++;
        return new Part.Loop(piece.keyName, piece.valueName, expression(piece), body);
    }
}
