package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.parser.ParserException;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.scanner.ScannerException;
import org.yaml.snakeyaml.tokens.BlockEndToken;
import org.yaml.snakeyaml.tokens.BlockEntryToken;
import org.yaml.snakeyaml.tokens.BlockMappingStartToken;
import org.yaml.snakeyaml.tokens.BlockSequenceStartToken;
import org.yaml.snakeyaml.tokens.DocumentEndToken;
import org.yaml.snakeyaml.tokens.DocumentStartToken;
import org.yaml.snakeyaml.tokens.FlowEntryToken;
import org.yaml.snakeyaml.tokens.FlowMappingEndToken;
import org.yaml.snakeyaml.tokens.FlowMappingStartToken;
import org.yaml.snakeyaml.tokens.FlowSequenceEndToken;
import org.yaml.snakeyaml.tokens.FlowSequenceStartToken;
import org.yaml.snakeyaml.tokens.KeyToken;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.StreamEndToken;
import org.yaml.snakeyaml.tokens.StreamStartToken;
import org.yaml.snakeyaml.tokens.Token;
import org.yaml.snakeyaml.tokens.ValueToken;

/**
 * Finds the tokens of a YAML text where the reader of Kubernetes and Helm finds them, which is a YAML 1.1 of its own: in brackets
 * {@code a:,} is the text {@code a:}, a tab may stand between any two tokens, a comment may touch {@code |}. snakeyaml's parser
 * makes events of them.
 *
 * <p>Source of the rules: what kubectl does, which a test compares.
 */
final class YamlScanner implements Scanner {
    /** A key without {@code ?} ends on its line and within so many characters. */
    private static final int LONGEST_KEY = 1024;

    private static final int NO_INDENT = -1;

    /** Behind them only an indicator can stand. */
    private static final Set<Token.ID> ENDS_OF_VALUES = EnumSet.of(
            Token.ID.Scalar, Token.ID.Alias, Token.ID.FlowMappingEnd, Token.ID.FlowSequenceEnd, Token.ID.BlockEnd);

    /** Where a key may have begun that a {@code :} would make one. */
    private record PossibleKey(int token, boolean required, int line, int column, int characters, Mark mark) {}

    private final YamlCursor cursor;
    private final YamlScalars scalars;
    private final YamlProperties properties;

    /** Tokens that are found and not taken. */
    private final List<Token> tokens = new ArrayList<>();

    private int taken;
    private boolean afterValue;

    /** The possible key of each level of brackets, the outermost first. */
    private final List<@Nullable PossibleKey> keys = new ArrayList<>();

    private final List<Integer> indents = new ArrayList<>();
    private int indent = NO_INDENT;
    private boolean keyAllowed = true;
    private boolean ended;
    private @Nullable Mark firstDirective;

    YamlScanner(String text) {
        cursor = new YamlCursor(text);
        scalars = new YamlScalars(cursor);
        properties = new YamlProperties(cursor);
        keys.add(null);
        tokens.add(new StreamStartToken(cursor.mark(), cursor.mark()));
    }

    @Override
    public boolean checkToken(Token.ID... choices) {
        Token.ID next = peekToken().getTokenId();
        for (Token.ID choice : choices) {
            if (next == choice) {
                return true;
            }
        }
        return choices.length == 0;
    }

    @Override
    public Token peekToken() {
        while (needsMore()) {
            find();
        }
        return tokens.get(0);
    }

    @Override
    public Token getToken() {
        Token token = peekToken();
        // snakeyaml's parser takes the second of two values in a row for the value of a key without ':', after '? '
        if (afterValue && token instanceof ScalarToken) {
            throw new ParserException(
                    "while parsing a block mapping",
                    token.getStartMark(),
                    "expected <block end>",
                    token.getStartMark());
        }
        afterValue = ENDS_OF_VALUES.contains(token.getTokenId());
        tokens.remove(0);
        taken++;
        return token;
    }

    @Override
    public void resetDocumentIndex() {
        // only snakeyaml's own limits count by documents
    }

    /** Where the first directive stands; null while none was found. */
    @Nullable
    Mark firstDirective() {
        return firstDirective;
    }

    private boolean inBrackets() {
        return keys.size() > 1;
    }

    /** Whether the next token is not known yet: there is none, or a key may turn out to begin before it. */
    private boolean needsMore() {
        if (ended) {
            return false;
        }
        if (tokens.isEmpty()) {
            return true;
        }
        for (int level = 0; level < keys.size(); level++) {
            PossibleKey key = valid(level);
            if (key != null) {
                // those of inner levels begin later
                return key.token() == taken;
            }
        }
        return false;
    }

    /** The possible key of a level; null when there is none, or none any more. */
    private @Nullable PossibleKey valid(int level) {
        PossibleKey key = keys.get(level);
        if (key == null) {
            return null;
        }
        if (key.line() < cursor.line() || key.characters() + LONGEST_KEY < cursor.characters()) {
            if (key.required()) {
                throw missingColon(key);
            }
            keys.set(level, null);
            return null;
        }
        return key;
    }

    private ScannerException missingColon(PossibleKey key) {
        return new ScannerException(
                "while scanning a simple key", key.mark(), "could not find expected ':'", cursor.mark());
    }

    /** A key may begin with the token that is found next. */
    private void saveKey() {
        if (keyAllowed) {
            removeKey();
            boolean required = !inBrackets() && indent == cursor.column();
            keys.set(
                    keys.size() - 1,
                    new PossibleKey(
                            taken + tokens.size(),
                            required,
                            cursor.line(),
                            cursor.column(),
                            cursor.characters(),
                            cursor.mark()));
        }
    }

    private void removeKey() {
        PossibleKey key = keys.set(keys.size() - 1, null);
        if (key != null && key.required()) {
            throw missingColon(key);
        }
    }

    private void find() {
        skipToToken();
        unindent(cursor.column());
        char c = cursor.peek();
        if (c == YamlCursor.END) {
            endStream();
        } else if (c == '%' && cursor.column() == 0) {
            separate();
            firstDirective = firstDirective == null ? cursor.mark() : firstDirective;
            tokens.add(properties.directive());
        } else if (cursor.isAtIndicator('-') || cursor.isAtIndicator('.')) {
            separate();
            Mark start = cursor.mark();
            cursor.skip(3);
            tokens.add(
                    c == '-'
                            ? new DocumentStartToken(start, cursor.mark())
                            : new DocumentEndToken(start, cursor.mark()));
        } else {
            token(c, YamlCursor.isSpaceOrEnd(cursor.peek(1)));
        }
    }

    /** Goes over white space, comments and line breaks. */
    private void skipToToken() {
        while (true) {
            boolean tabs = inBrackets() || !keyAllowed;
            while (cursor.peek() == ' ' || (tabs && cursor.peek() == '\t')) {
                cursor.skip();
            }
            if (cursor.peek() == '#') {
                cursor.skipToLineEnd();
            }
            if (!YamlCursor.isBreak(cursor.peek())) {
                return;
            }
            cursor.skipBreak();
            keyAllowed |= !inBrackets();
        }
    }

    private void endStream() {
        cursor.endLine();
        unindent(NO_INDENT);
        removeKey();
        keyAllowed = false;
        ended = true;
        tokens.add(new StreamEndToken(cursor.mark(), cursor.mark()));
    }

    /** Ends everything that is open, before what stands between documents. */
    private void separate() {
        unindent(NO_INDENT);
        removeKey();
        keyAllowed = false;
    }

    /** @param alone whether white space follows the character */
    private void token(char c, boolean alone) {
        switch (c) {
            case '[', '{' -> open(c);
            case ']', '}' -> close(c);
            case ',' -> {
                removeKey();
                keyAllowed = true;
                Mark start = cursor.mark();
                cursor.skip();
                tokens.add(new FlowEntryToken(start, cursor.mark()));
            }
            case '*', '&' -> {
                saveKey();
                keyAllowed = false;
                tokens.add(properties.anchor(c == '*'));
            }
            case '!' -> {
                saveKey();
                keyAllowed = false;
                tokens.add(properties.tag());
            }
            case '\'', '"' -> {
                saveKey();
                keyAllowed = false;
                tokens.add(scalars.quoted(c == '\''));
            }
            case '-' -> {
                if (alone) {
                    entry();
                } else {
                    plain();
                }
            }
            case '?' -> {
                if (alone || inBrackets()) {
                    key();
                } else {
                    plain();
                }
            }
            case ':' -> {
                if (alone || inBrackets()) {
                    value();
                } else {
                    plain();
                }
            }
            case '|', '>' -> {
                if (inBrackets()) {
                    throw noToken(c);
                }
                removeKey();
                keyAllowed = true;
                tokens.add(scalars.block(c == '|' ? ScalarStyle.LITERAL : ScalarStyle.FOLDED, indent));
            }
            case '%', '@', '`', '\t', '#' -> throw noToken(c);
            default -> plain();
        }
    }

    private ScannerException noToken(char c) {
        return new ScannerException(
                "while scanning for the next token",
                null,
                "found character " + (c == '\t' ? "(TAB)" : c) + " that cannot start any token",
                cursor.mark());
    }

    private void plain() {
        saveKey();
        keyAllowed = false;
        tokens.add(scalars.plain(indent, inBrackets()));
        keyAllowed = scalars.endsAtLineStart();
    }

    private void open(char bracket) {
        saveKey();
        keys.add(null);
        keyAllowed = true;
        Mark start = cursor.mark();
        cursor.skip();
        tokens.add(
                bracket == '['
                        ? new FlowSequenceStartToken(start, cursor.mark())
                        : new FlowMappingStartToken(start, cursor.mark()));
    }

    private void close(char bracket) {
        removeKey();
        if (inBrackets()) {
            keys.remove(keys.size() - 1);
        }
        keyAllowed = false;
        Mark start = cursor.mark();
        cursor.skip();
        tokens.add(
                bracket == ']'
                        ? new FlowSequenceEndToken(start, cursor.mark())
                        : new FlowMappingEndToken(start, cursor.mark()));
    }

    private void entry() {
        if (!inBrackets()) {
            requireKeyAllowed("sequence entries are not allowed here");
            if (indentTo(cursor.column())) {
                tokens.add(new BlockSequenceStartToken(cursor.mark(), cursor.mark()));
            }
        }
        removeKey();
        keyAllowed = true;
        Mark start = cursor.mark();
        cursor.skip();
        tokens.add(new BlockEntryToken(start, cursor.mark()));
    }

    private void key() {
        if (!inBrackets()) {
            requireKeyAllowed("mapping keys are not allowed here");
            if (indentTo(cursor.column())) {
                tokens.add(new BlockMappingStartToken(cursor.mark(), cursor.mark()));
            }
        }
        removeKey();
        keyAllowed = !inBrackets();
        Mark start = cursor.mark();
        cursor.skip();
        tokens.add(new KeyToken(start, cursor.mark()));
    }

    private void value() {
        PossibleKey key = valid(keys.size() - 1);
        if (key != null) {
            int at = key.token() - taken;
            tokens.add(at, new KeyToken(key.mark(), key.mark()));
            if (!inBrackets() && indentTo(key.column())) {
                tokens.add(at, new BlockMappingStartToken(key.mark(), key.mark()));
            }
            keys.set(keys.size() - 1, null);
            keyAllowed = false;
        } else {
            if (!inBrackets()) {
                requireKeyAllowed("mapping values are not allowed here");
                if (indentTo(cursor.column())) {
                    tokens.add(new BlockMappingStartToken(cursor.mark(), cursor.mark()));
                }
            }
            keyAllowed = !inBrackets();
        }
        Mark start = cursor.mark();
        cursor.skip();
        tokens.add(new ValueToken(start, cursor.mark()));
    }

    private void requireKeyAllowed(String problem) {
        if (!keyAllowed) {
            throw new ScannerException(null, null, problem, cursor.mark());
        }
    }

    /** Whether a mapping or list begins at this column. */
    private boolean indentTo(int column) {
        if (indent >= column) {
            return false;
        }
        indents.add(indent);
        indent = column;
        return true;
    }

    /** Ends the mappings and lists that are indented further. */
    private void unindent(int column) {
        while (!inBrackets() && indent > column) {
            tokens.add(new BlockEndToken(cursor.mark(), cursor.mark()));
            indent = indents.remove(indents.size() - 1);
        }
    }
}
