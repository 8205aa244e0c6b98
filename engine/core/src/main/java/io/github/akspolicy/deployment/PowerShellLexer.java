package io.github.akspolicy.deployment;

/**
 * Takes a script of PowerShell apart as far as calls of programs go: about_Quoting_Rules and about_Parsing of PowerShell 7.4,
 * argument mode. What is an expression there is unknown.
 */
final class PowerShellLexer extends ShellLexer {
    private static final String ENVIRONMENT = "env:";

    PowerShellLexer(String text, int from, int to) {
        super(text, from, to);
    }

    @Override
    void part(char c) {
        switch (c) {
            case '`' -> escaped();
            case '\'' -> single();
            case '"' -> doubled();
            case '$' -> dollar(false);
            case '{', '}' -> brace(c);
            case '@' -> splat();
            case ',' -> list();
            default -> append(c);
        }
    }

    private void escaped() {
        int breaks = lineBreak(at + 1);
        if (breaks > 0) {
            at += 1 + breaks;
            endWord();
        } else {
            at++;
            isQuoted = true;
            if (!isAtEnd()) {
                append(text.charAt(at));
            }
        }
    }

    /** Two quotes are one. */
    private void single() {
        isQuoted = true;
        at++;
        while (!isAtEnd()) {
            if (peek(0) == '\'' && peek(1) == '\'') {
                at++;
            } else if (peek(0) == '\'') {
                break;
            }
            append(text.charAt(at));
        }
        at++;
    }

    private void doubled() {
        isQuoted = true;
        at++;
        while (!isAtEnd()) {
            char c = peek(0);
            if (c == '"' && peek(1) == '"') {
                at++;
                append('"');
            } else if (c == '"') {
                break;
            } else if (c == '`') {
                character();
            } else if (c == '$') {
                dollar(true);
            } else {
                append(c);
            }
        }
        at++;
    }

    /** {@code `n} is a line break; most others are the character. */
    private void character() {
        int breaks = lineBreak(at + 1);
        if (breaks > 0 || "0abefnrtuv".indexOf(peek(1)) >= 0) {
            word.append(OpenText.unknown("text"));
            at += 2;
        } else {
            at++;
            if (!isAtEnd()) {
                append(text.charAt(at));
            }
        }
    }

    private void dollar(boolean inQuotes) {
        char next = peek(1);
        if (next == '(' || next == '{') {
            int end = ShellSubstitution.end(text, at + 1, length());
            String inner = text.substring(at + 2, Math.max(at + 2, end - 1));
            boolean isName = next == '{' && inner.matches("(env:)?[A-Za-z_]\\w*");
            if (isName) {
                variable(name(inner), inQuotes);
            } else {
                word.append(OpenText.unknown("expression"));
            }
            at = end;
            return;
        }
        int end = at + 1;
        boolean isEnvironment = text.regionMatches(true, end, ENVIRONMENT, 0, ENVIRONMENT.length());
        end += isEnvironment ? ENVIRONMENT.length() : 0;
        while (end < length() && isNamePart(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at + 1, end);
        at = end;
        if (name.isEmpty()) {
            word.append('$');
        } else if (!inQuotes && (peek(0) == '.' || peek(0) == '[' || peek(0) == ':')) {
            word.append(OpenText.unknown(name(name)));
            expression();
        } else {
            variable(name(name), inQuotes);
        }
    }

    /** {@code $x.y[0]} is a value of an object. */
    private void expression() {
        while (!isAtEnd() && (isNamePart(peek(0)) || ".[]:\"'$".indexOf(peek(0)) >= 0)) {
            at++;
        }
    }

    /** Variables of the environment have names of their own; PowerShell ignores case. */
    private static String name(String written) {
        return written.regionMatches(true, 0, ENVIRONMENT, 0, ENVIRONMENT.length())
                ? written.substring(ENVIRONMENT.length())
                : "$" + written.toLowerCase(java.util.Locale.ROOT);
    }

    private void brace(char c) {
        endWord();
        begin();
        append(c);
        endWord();
    }

    /** {@code @arguments} is any number of words; {@code @{} and {@code @(} begin an expression. */
    private void splat() {
        if (word.length() > 0 || isQuoted) {
            append('@');
            return;
        }
        if (peek(1) == '{' || peek(1) == '(') {
            at = ShellSubstitution.end(text, at + 1, length());
        } else if (peek(1) == '\'' || peek(1) == '"') {
            int end = text.indexOf("\n" + peek(1) + "@", at + 2);
            at = end < 0 ? length() : Math.min(length(), end + 3);
        } else {
            at++;
            while (!isAtEnd() && isNamePart(peek(0))) {
                at++;
            }
        }
        word.append(OpenText.words("arguments"));
    }

    /** {@code a,b} without quotes is a list, whose items a program gets one by one. */
    private void list() {
        at++;
        word.append(OpenText.unknown("list"));
    }
}
