package io.github.akspolicy.manifest;

import static io.github.akspolicy.manifest.YamlCursor.isBlank;
import static io.github.akspolicy.manifest.YamlCursor.isBreak;
import static io.github.akspolicy.manifest.YamlCursor.isBreakOrEnd;
import static io.github.akspolicy.manifest.YamlCursor.isDigit;
import static io.github.akspolicy.manifest.YamlCursor.isSpaceOrEnd;
import static io.github.akspolicy.manifest.YamlCursor.isWord;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.scanner.ScannerException;
import org.yaml.snakeyaml.tokens.AliasToken;
import org.yaml.snakeyaml.tokens.AnchorToken;
import org.yaml.snakeyaml.tokens.DirectiveToken;
import org.yaml.snakeyaml.tokens.TagToken;
import org.yaml.snakeyaml.tokens.TagTuple;
import org.yaml.snakeyaml.tokens.Token;

/** Reads what stands beside values: anchors, aliases, tags and directives. */
record YamlProperties(YamlCursor cursor) {
    private static final String IN_TAG = "while scanning a tag";
    private static final String IN_DIRECTIVE = "while scanning a directive";
    private static final int VERSION_DIGITS = 2;

    Token anchor(boolean alias) {
        Mark start = cursor.mark();
        cursor.skip();
        String name = word();
        char next = cursor.peek();
        if (name.isEmpty() || !(isSpaceOrEnd(next) || "?:,]}%@`".indexOf(next) >= 0)) {
            throw failure(
                    alias ? "while scanning an alias" : "while scanning an anchor",
                    start,
                    name.isEmpty() ? YamlProblems.NO_ANCHOR : YamlProblems.ANCHOR);
        }
        return alias ? new AliasToken(name, start, cursor.mark()) : new AnchorToken(name, start, cursor.mark());
    }

    private String word() {
        int from = cursor.offset();
        while (isWord(cursor.peek())) {
            cursor.skip();
        }
        return cursor.since(from);
    }

    Token tag() {
        Mark start = cursor.mark();
        TagTuple tag;
        if (cursor.peek(1) == '<') {
            cursor.skip(2);
            tag = new TagTuple(null, uri("", start));
            if (cursor.peek() != '>') {
                throw failure(IN_TAG, start, "expected '>'");
            }
            cursor.skip();
        } else {
            String handle = handle();
            if (handle.length() > 1 && handle.endsWith("!")) {
                tag = new TagTuple(handle, uri("", start));
            } else {
                String suffix = isUri(cursor.peek()) ? uri(handle.substring(1), start) : handle.substring(1);
                // "!" alone is a tag of its own
                tag = suffix.isEmpty() ? new TagTuple(null, "!") : new TagTuple("!", suffix);
            }
        }
        if (!isSpaceOrEnd(cursor.peek())) {
            throw failure(IN_TAG, start, "expected white space");
        }
        return new TagToken(tag, start, cursor.mark());
    }

    /** {@code !}, the word behind it, and the {@code !} behind that if there is one. */
    private String handle() {
        int from = cursor.offset();
        cursor.skip();
        word();
        if (cursor.peek() == '!') {
            cursor.skip();
        }
        return cursor.since(from);
    }

    private static boolean isUri(char c) {
        return isWord(c) || (c != YamlCursor.END && ";/?:@&=+$,.!~*'()[]%".indexOf(c) >= 0);
    }

    /** A URI, which must not be empty, behind what was read of it already. */
    private String uri(String head, Mark start) {
        var uri = new StringBuilder(head);
        while (isUri(cursor.peek())) {
            if (cursor.peek() == '%') {
                uri.append(escaped(start));
            } else {
                uri.append(cursor.peek());
                cursor.skip();
            }
        }
        if (uri.length() == 0) {
            throw failure(IN_TAG, start, "expected a URI");
        }
        return uri.toString();
    }

    /** The bytes that {@code %} escapes, as UTF-8. */
    private String escaped(Mark start) {
        var bytes = new ByteArrayOutputStream();
        while (cursor.peek() == '%') {
            int high = Character.digit(cursor.peek(1), 16);
            int low = Character.digit(cursor.peek(2), 16);
            if (high < 0 || low < 0 || cursor.peek(1) > 'f' || cursor.peek(2) > 'f') {
                throw failure(IN_TAG, start, "expected two hexadecimal digits");
            }
            bytes.write(high << 4 | low);
            cursor.skip(3);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw failure(IN_TAG, start, "expected UTF-8");
        }
    }

    Token directive() {
        Mark start = cursor.mark();
        cursor.skip();
        String name = word();
        if (!isSpaceOrEnd(cursor.peek())) {
            throw failure(IN_DIRECTIVE, start, YamlProblems.BAD_DIRECTIVE);
        }
        Token directive = switch (name) {
            case "YAML" -> version(start);
            case "TAG" -> prefix(start);
            default -> throw failure(IN_DIRECTIVE, start, YamlProblems.BAD_DIRECTIVE);
        };
        cursor.skipBlanks();
        if (cursor.peek() == '#') {
            cursor.skipToLineEnd();
        }
        if (!isBreakOrEnd(cursor.peek())) {
            throw failure(IN_DIRECTIVE, start, YamlProblems.BAD_DIRECTIVE);
        }
        if (isBreak(cursor.peek())) {
            cursor.skipBreak();
        }
        return directive;
    }

    private Token version(Mark start) {
        cursor.skipBlanks();
        int major = number(start);
        if (cursor.peek() != '.') {
            throw failure(IN_DIRECTIVE, start, YamlProblems.BAD_DIRECTIVE);
        }
        cursor.skip();
        int minor = number(start);
        if (major != 1 || minor != 1) {
            throw failure(IN_DIRECTIVE, start, YamlProblems.BAD_DIRECTIVE);
        }
        return new DirectiveToken<>("YAML", List.of(major, minor), start, cursor.mark());
    }

    private int number(Mark start) {
        int from = cursor.offset();
        while (isDigit(cursor.peek())) {
            cursor.skip();
        }
        String digits = cursor.since(from);
        if (digits.isEmpty() || digits.length() > VERSION_DIGITS) {
            throw failure(IN_DIRECTIVE, start, YamlProblems.BAD_DIRECTIVE);
        }
        return Integer.parseInt(digits);
    }

    private Token prefix(Mark start) {
        cursor.skipBlanks();
        String handle = cursor.peek() == '!' ? handle() : "";
        if (!handle.endsWith("!") || !isBlank(cursor.peek())) {
            throw failure(IN_DIRECTIVE, start, YamlProblems.BAD_DIRECTIVE);
        }
        cursor.skipBlanks();
        String prefix = uri("", start);
        if (!isSpaceOrEnd(cursor.peek())) {
            throw failure(IN_DIRECTIVE, start, YamlProblems.BAD_DIRECTIVE);
        }
        return new DirectiveToken<>("TAG", List.of(handle, prefix), start, cursor.mark());
    }

    private ScannerException failure(String context, Mark start, String problem) {
        return new ScannerException(context, start, problem, cursor.mark());
    }
}
