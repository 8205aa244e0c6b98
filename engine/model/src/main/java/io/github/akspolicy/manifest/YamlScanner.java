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
    private static final int NO_INDENT = -1;

    /** Behind them only an indicator can stand. */
    private static final Set<Token.ID> ENDS_OF_VALUES = EnumSet.of(
            Token.ID.Scalar, Token.ID.Alias, Token.ID.FlowMappingEnd, Token.ID.FlowSequenceEnd, Token.ID.BlockEnd);

    private final YamlCursor cursor;
    private final YamlScalars scalars;
    private final YamlProperties properties;
    private final YamlKeys keys;

    /** Tokens that are found and not taken. */
    private final List<Token> tokens = new ArrayList<>();

    private int taken;
    private boolean isKnown;
    private boolean afterValue;

    private final List<Integer> indents = new ArrayList<>();
    private int indent = NO_INDENT;
    private boolean keyAllowed = true;
    private boolean ended;
    private @Nullable Mark firstDirective;

    YamlScanner(String text) {
        cursor = new YamlCursor(text);
        scalars = new YamlScalars(cursor);
        properties = new YamlProperties(cursor);
        keys = new YamlKeys(cursor);
        tokens.add(new StreamStartToken(cursor.mark(), cursor.mark()));
    }

    /** Where the first character stands that no YAML text may hold; -1 where there is none. */
    int unprintable() {
        return cursor.unprintable();
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
        // the parser asks several times for each token
        while (!isKnown && needsMore()) {
            find();
        }
        isKnown = true;
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
        isKnown = false;
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

    /** Whether the next token is not known yet: there is none, or a key may turn out to begin before it. */
    private boolean needsMore() {
        if (ended) {
            return false;
        }
        return tokens.isEmpty() || keys.first() == taken;
    }

    /** A key may begin with the token that is found next. */
    private void saveKey() {
        if (keyAllowed) {
            keys.save(taken + tokens.size(), !keys.areInBrackets() && indent == cursor.column());
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
            cursor.skipBlanks(keys.areInBrackets() || !keyAllowed);
            if (cursor.peek() == '#') {
                cursor.skipToLineEnd();
            }
            if (!YamlCursor.isBreak(cursor.peek())) {
                return;
            }
            cursor.skipBreak();
            keyAllowed |= !keys.areInBrackets();
        }
    }

    private void endStream() {
        cursor.endLine();
        unindent(NO_INDENT);
        keys.remove();
        keyAllowed = false;
        ended = true;
        tokens.add(new StreamEndToken(cursor.mark(), cursor.mark()));
    }

    /** Ends everything that is open, before what stands between documents. */
    private void separate() {
        unindent(NO_INDENT);
        keys.remove();
        keyAllowed = false;
    }

    /** @param alone whether white space follows the character */
    private void token(char c, boolean alone) {
        switch (c) {
            case '[', '{' -> open(c);
            case ']', '}' -> close(c);
            case ',' -> {
                keys.remove();
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
                if (alone || keys.areInBrackets()) {
                    key();
                } else {
                    plain();
                }
            }
            case ':' -> {
                if (alone || keys.areInBrackets()) {
                    value();
                } else {
                    plain();
                }
            }
            case '|', '>' -> {
                if (keys.areInBrackets()) {
                    throw noToken(c);
                }
                keys.remove();
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
        tokens.add(scalars.plain(indent, keys.areInBrackets()));
        keyAllowed = scalars.endsAtLineStart();
    }

    private void open(char bracket) {
        saveKey();
        keys.open();
        keyAllowed = true;
        Mark start = cursor.mark();
        cursor.skip();
        tokens.add(
                bracket == '['
                        ? new FlowSequenceStartToken(start, cursor.mark())
                        : new FlowMappingStartToken(start, cursor.mark()));
    }

    private void close(char bracket) {
        keys.close();
        keyAllowed = false;
        Mark start = cursor.mark();
        cursor.skip();
        tokens.add(
                bracket == ']'
                        ? new FlowSequenceEndToken(start, cursor.mark())
                        : new FlowMappingEndToken(start, cursor.mark()));
    }

    private void entry() {
        if (!keys.areInBrackets()) {
            requireKeyAllowed("sequence entries are not allowed here");
            if (indentTo(cursor.column())) {
                tokens.add(new BlockSequenceStartToken(cursor.mark(), cursor.mark()));
            }
        }
        keys.remove();
        keyAllowed = true;
        Mark start = cursor.mark();
        cursor.skip();
        tokens.add(new BlockEntryToken(start, cursor.mark()));
    }

    private void key() {
        if (!keys.areInBrackets()) {
            requireKeyAllowed("mapping keys are not allowed here");
            if (indentTo(cursor.column())) {
                tokens.add(new BlockMappingStartToken(cursor.mark(), cursor.mark()));
            }
        }
        keys.remove();
        keyAllowed = !keys.areInBrackets();
        Mark start = cursor.mark();
        cursor.skip();
        tokens.add(new KeyToken(start, cursor.mark()));
    }

    private void value() {
        YamlKeys.Possible key = keys.take();
        if (key != null) {
            int at = key.token() - taken;
            tokens.add(at, new KeyToken(key.mark(), key.mark()));
            if (!keys.areInBrackets() && indentTo(key.column())) {
                tokens.add(at, new BlockMappingStartToken(key.mark(), key.mark()));
            }
            keyAllowed = false;
        } else {
            if (!keys.areInBrackets()) {
                requireKeyAllowed("mapping values are not allowed here");
                if (indentTo(cursor.column())) {
                    tokens.add(new BlockMappingStartToken(cursor.mark(), cursor.mark()));
                }
            }
            keyAllowed = !keys.areInBrackets();
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
        while (!keys.areInBrackets() && indent > column) {
            tokens.add(new BlockEndToken(cursor.mark(), cursor.mark()));
            indent = indents.remove(indents.size() - 1);
        }
    }
}
