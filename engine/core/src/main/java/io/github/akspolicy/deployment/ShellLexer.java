package io.github.akspolicy.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a script of a POSIX shell or Bash apart into words and operators, by the rules of quotation of "Shell Command Language"
 * (POSIX.1-2017, 2.2 to 2.7). Comments, redirections and here-documents are left out; of a substitution only its place is kept,
 * and what it gives is unknown. Linear in the text, for as many levels of substitutions as are read.
 */
class ShellLexer {
    private static final int LONGEST_BRACES = 200;
    private static final Pattern ARRAY = Pattern.compile("[A-Za-z_]\\w*\\+?=");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final String OPERATORS = "&|;()\n";

    /**
     * Commands in a substitution: {@code $(helm template …)}.
     *
     * @param token the index of the word that it is in
     */
    record Substitution(int from, int to, int token) {}

    /** A document that begins on the next line and is skipped. */
    private record Document(String end, boolean isIndented) {}

    final String text;
    private final int to;
    int at;
    private final List<ShellToken> tokens = new ArrayList<>();
    private final List<Substitution> substitutions = new ArrayList<>();
    private final List<Document> documents = new ArrayList<>();
    final StringBuilder word = new StringBuilder();
    private int wordStart = -1;
    boolean isQuoted;
    /** Whether the next word is the target of a redirection, or names the end of a document. */
    private @Nullable String redirection;

    ShellLexer(String text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
    }

    List<ShellToken> tokens() {
        return tokens;
    }

    List<Substitution> substitutions() {
        return substitutions;
    }

    ShellLexer run() {
        while (at < to) {
            step(text.charAt(at));
        }
        endWord();
        return this;
    }

    private void step(char c) {
        if (c == '#' && wordStart < 0) {
            skipLine();
        } else if (c == ' ' || c == '\t' || c == '\r') {
            endWord();
            at++;
        } else if (OPERATORS.indexOf(c) >= 0) {
            operator(c);
        } else if (c == '<' || c == '>') {
            redirect(c);
        } else {
            begin();
            part(c);
        }
    }

    final void begin() {
        if (wordStart < 0) {
            wordStart = at;
        }
    }

    final char peek(int ahead) {
        return at + ahead < to ? text.charAt(at + ahead) : '\0';
    }

    final int length() {
        return to;
    }

    final boolean isAtEnd() {
        return at >= to;
    }

    /** A part of a word outside of quotes. */
    void part(char c) {
        switch (c) {
            case '\\' -> escaped();
            case '\'' -> single();
            case '"' -> doubled();
            case '$' -> dollar(false);
            case '`' -> backtick();
            case '{' -> brace();
            default -> append(c);
        }
    }

    final void append(char c) {
        word.append(c);
        at++;
    }

    /** A backslash outside of quotes: before a line break both go. */
    private void escaped() {
        int breaks = lineBreak(at + 1);
        if (breaks > 0) {
            at += 1 + breaks;
            if (word.length() == 0 && !isQuoted) {
                wordStart = -1;
            }
        } else if (at + 1 < to) {
            isQuoted = true;
            at++;
            append(text.charAt(at));
        } else {
            at++;
        }
    }

    /** The length of a line break, {@code \r\n} or {@code \n}; 0 for anything else. */
    final int lineBreak(int index) {
        if (index < to && text.charAt(index) == '\n') {
            return 1;
        }
        return index + 1 < to && text.charAt(index) == '\r' && text.charAt(index + 1) == '\n' ? 2 : 0;
    }

    private void single() {
        isQuoted = true;
        int end = text.indexOf('\'', at + 1);
        int stop = end < 0 || end > to ? to : end;
        word.append(text, at + 1, stop);
        at = Math.min(to, stop + 1);
    }

    private void doubled() {
        isQuoted = true;
        at++;
        while (at < to && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c == '\\' && lineBreak(at + 1) > 0) {
                at += 1 + lineBreak(at + 1);
            } else if (c == '\\' && "$`\"\\".indexOf(peek(1)) >= 0) {
                at++;
                append(text.charAt(at));
            } else if (c == '$') {
                dollar(true);
            } else if (c == '`') {
                backtick();
            } else {
                append(c);
            }
        }
        at++;
    }

    private void dollar(boolean inQuotes) {
        char next = peek(1);
        if (next == '(') {
            int end = ShellSubstitution.end(text, at + 1, to);
            substitutions.add(new Substitution(at + 2, Math.max(at + 2, end - 1), tokens.size()));
            word.append(ShellSubstitution.value(text.substring(at, end)));
            at = end;
        } else if (next == '{') {
            braced(inQuotes);
        } else if (isNameStart(next)) {
            int end = at + 2;
            while (end < to && isNamePart(text.charAt(end))) {
                end++;
            }
            // a name that goes on on the next line is another one
            boolean isCut = end < to && text.charAt(end) == '\\' && lineBreak(end + 1) > 0;
            if (isCut) {
                word.append(OpenText.unknown(text.substring(at + 1, end)));
            } else {
                variable(text.substring(at + 1, end), inQuotes);
            }
            at = end;
        } else if (next == '[') {
            // arithmetic in an old form
            int close = text.indexOf(']', at);
            word.append(OpenText.unknown("expression"));
            at = close < 0 || close >= to ? to : close + 1;
        } else if (next == '\'' && !inQuotes) {
            ansi();
        } else if (next == '"' && !inQuotes) {
            at++;
        } else if (next == '@' || next == '*') {
            word.append(OpenText.words("arguments"));
            at += 2;
        } else if (next >= '0' && next <= '9' || next == '#' || next == '?' || next == '$' || next == '!') {
            word.append(OpenText.unknown("argument" + next));
            at += 2;
        } else {
            append('$');
        }
    }

    final void variable(String name, boolean inQuotes) {
        word.append(inQuotes ? OpenText.variable(name) : OpenText.words(name));
    }

    /** <code>${X}</code> is the variable; with anything behind the name it is unknown. */
    private void braced(boolean inQuotes) {
        int end = ShellSubstitution.end(text, at + 1, to);
        String inner = text.substring(at + 2, Math.max(at + 2, end - 1));
        int name = 0;
        while (name < inner.length() && isNamePart(inner.charAt(name))) {
            name++;
        }
        if (name > 0 && name == inner.length() && isNameStart(inner.charAt(0))) {
            variable(inner, inQuotes);
        } else if (inner.endsWith("[@]") || inner.endsWith("[*]")) {
            word.append(OpenText.words(inner.substring(0, name)));
        } else {
            word.append(OpenText.unknown(name == 0 ? "expression" : inner.substring(0, name)));
        }
        at = end;
    }

    /** {@code $'…'} with escapes of C. */
    private void ansi() {
        int end = at + 2;
        boolean isPlain = true;
        while (end < to && text.charAt(end) != '\'') {
            isPlain &= text.charAt(end) != '\\';
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        int stop = Math.min(end, to);
        isQuoted = true;
        word.append(isPlain ? text.substring(at + 2, stop) : OpenText.unknown("text"));
        at = Math.min(to, stop + 1);
    }

    private void backtick() {
        int end = at + 1;
        while (end < to && text.charAt(end) != '`') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        int stop = Math.min(end, to);
        substitutions.add(new Substitution(at + 1, stop, tokens.size()));
        word.append(ShellSubstitution.value("$(" + text.substring(at + 1, stop) + ")"));
        at = Math.min(to, stop + 1);
    }

    /** {@code {a,b}} makes two words of one; {@code sh} takes it as it is. */
    private void brace() {
        boolean isList = false;
        int end = Math.min(to, at + LONGEST_BRACES);
        for (int i = at + 1; i < end && !Character.isWhitespace(text.charAt(i)); i++) {
            char c = text.charAt(i);
            isList |= c == ',' || c == '.' && text.charAt(i - 1) == '.';
            if (c == '}') {
                if (isList) {
                    word.append(OpenText.unknown("braces"));
                    at = i + 1;
                    return;
                }
                break;
            }
        }
        append('{');
    }

    private void operator(char c) {
        if (c == '(' && wordStart >= 0 && ARRAY.matcher(word).matches()) {
            word.append(OpenText.words("array"));
            at = ShellSubstitution.end(text, at, to);
            return;
        }
        endWord();
        String two = text.substring(at, Math.min(to, at + 2));
        boolean isDouble = two.equals("&&") || two.equals("||") || two.equals(";;");
        if (c == '&' && peek(1) == '>') {
            at++;
            redirect('>');
            return;
        }
        tokens.add(new ShellToken(isDouble ? two : two.equals("|&") ? "|" : String.valueOf(c), at, false, false));
        at += isDouble || two.equals("|&") ? 2 : 1;
        if (c == '\n') {
            documents();
        }
    }

    private void redirect(char c) {
        if (wordStart >= 0 && !isQuoted && DIGITS.matcher(word).matches()) {
            dropWord();
        }
        endWord();
        if (peek(1) == '(') {
            int end = ShellSubstitution.end(text, at + 1, to);
            substitutions.add(new Substitution(at + 2, Math.max(at + 2, end - 1), tokens.size()));
            tokens.add(new ShellToken(OpenText.unknown("process"), at, true, true));
            at = end;
            return;
        }
        boolean isDocument = c == '<' && peek(1) == '<';
        boolean isText = isDocument && peek(2) == '<';
        at += isText ? 3 : isDocument ? 2 : 1;
        redirection = isDocument && !isText ? "<<" : ">";
        if (isDocument && !isText && peek(0) == '-') {
            redirection = "<<-";
            at++;
        }
        while (!isAtEnd() && ">&|".indexOf(peek(0)) >= 0 && !isDocument) {
            at++;
        }
    }

    private void dropWord() {
        word.setLength(0);
        wordStart = -1;
        isQuoted = false;
    }

    final void endWord() {
        if (wordStart < 0) {
            return;
        }
        if (redirection == null) {
            tokens.add(new ShellToken(word.toString(), wordStart, true, isQuoted));
        } else if (redirection.startsWith("<<")) {
            documents.add(new Document(OpenText.shown(word.toString()), redirection.endsWith("-")));
        }
        redirection = null;
        dropWord();
    }

    /** Skips the documents that begin behind this line break. */
    private void documents() {
        for (Document document : documents) {
            while (at < to) {
                int end = text.indexOf('\n', at);
                int stop = end < 0 || end > to ? to : end;
                String line = text.substring(at, stop);
                at = Math.min(to, stop + 1);
                String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
                if ((document.isIndented() ? bare.stripLeading() : bare).equals(document.end())) {
                    break;
                }
            }
        }
        documents.clear();
    }

    private void skipLine() {
        while (at < to && text.charAt(at) != '\n') {
            at++;
        }
    }

    static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || c >= '0' && c <= '9';
    }
}
