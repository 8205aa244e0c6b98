package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.ShellBlock.Kind;
import io.github.akspolicy.deployment.ShellLexer.Substitution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a script apart into its commands, each with the block that it stands in: branches, loops, functions, subshells and what
 * follows {@code &&} or {@code ||}. Whether the script is valid is not checked.
 */
final class ShellParser {
    /** Blocks in blocks, and substitutions in substitutions, that no script of a person has. */
    private static final int DEEPEST = 100;

    private static final int DEEPEST_SUBSTITUTION = 6;

    private static final Map<String, String> CLOSING =
            Map.of("if", "fi", "while", "done", "until", "done", "for", "done", "select", "done", "case", "esac");

    private static final Set<String> PASSED = Set.of("then", "do", "!", "time", "coproc");

    private record Frame(String closing, ShellBlock block) {}

    private final boolean isPowerShell;
    private final List<ShellStatement> statements = new ArrayList<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<ShellToken> words = new ArrayList<>();
    private int blocks;
    /** The block of what follows {@code &&} or {@code ||}; null at the beginning of a list. */
    private @Nullable ShellBlock chain;

    private String lastOperator = "\n";
    private boolean isFunction;
    private boolean isTooDeep;

    private ShellParser(boolean isPowerShell) {
        this.isPowerShell = isPowerShell;
        frames.push(new Frame("", block(null, Kind.ONCE)));
    }

    /** The commands in the order of the text; none of a script that no person writes. */
    static List<ShellStatement> statements(String text, boolean isPowerShell) {
        var parser = new ShellParser(isPowerShell);
        parser.read(text, 0, text.length(), 0);
        return parser.isTooDeep ? List.of() : parser.statements;
    }

    private void read(String text, int from, int to, int depth) {
        ShellLexer lexer = isPowerShell ? new PowerShellLexer(text, from, to) : new ShellLexer(text, from, to);
        lexer.run();
        int next = 0;
        List<ShellToken> tokens = lexer.tokens();
        for (int i = 0; i <= tokens.size() && !isTooDeep; i++) {
            while (next < lexer.substitutions().size()
                    && lexer.substitutions().get(next).token() <= i) {
                substitution(text, lexer.substitutions().get(next++), depth);
            }
            if (i < tokens.size()) {
                i += token(tokens.get(i), i + 1 < tokens.size() ? tokens.get(i + 1) : null);
            }
        }
        flush();
    }

    /** Commands of a substitution run before the one that it stands in. */
    private void substitution(String text, Substitution inner, int depth) {
        if (depth == DEEPEST_SUBSTITUTION) {
            return;
        }
        var around = List.copyOf(words);
        ShellBlock before = chain;
        boolean wasFunction = isFunction;
        words.clear();
        int size = frames.size();
        push(")", Kind.SUBSHELL);
        chain = null;
        read(text, inner.from(), inner.to(), depth + 1);
        while (frames.size() > size) {
            frames.pop();
        }
        words.addAll(around);
        chain = before;
        isFunction = wasFunction;
    }

    /** @return how many tokens more are done */
    private int token(ShellToken token, @Nullable ShellToken next) {
        if (token.isWord()) {
            word(token);
            return 0;
        }
        switch (token.text()) {
            case "(" -> {
                if (words.size() == 1 && next != null && next.isOperator(")")) {
                    words.clear();
                    isFunction = true;
                    return 1;
                }
                flush();
                push(")", Kind.SUBSHELL);
            }
            case ")" -> closingBracket();
            case "&&", "||" -> {
                flush();
                chain(token.text());
            }
            case "|" -> flush();
            default -> endOfList(token.text());
        }
        lastOperator = token.text();
        return 0;
    }

    private void word(ShellToken token) {
        boolean isBrace =
                !token.isQuoted() && (token.text().equals("{") || token.text().equals("}"));
        if (isBrace && isPowerShell) {
            flush();
        } else if (isBrace && !words.isEmpty() && words.get(0).isPlain("function")) {
            words.clear();
        }
        if (!words.isEmpty() || !keyword(token)) {
            words.add(token);
        }
    }

    private void closingBracket() {
        if (top().closing().equals("esac")) {
            words.clear();
            branch();
        } else {
            flush();
            close(")");
        }
    }

    /** {@code a && b && c} is one branch; behind {@code ||} another one begins. */
    private void chain(String operator) {
        if (chain == null || operator.equals("||") || lastOperator.equals("||")) {
            chain = block(top().block(), Kind.BRANCH);
        }
    }

    private void endOfList(String operator) {
        boolean goesOn = operator.equals("\n")
                && words.isEmpty()
                && (lastOperator.equals("&&") || lastOperator.equals("||") || lastOperator.equals("|"));
        if (goesOn) {
            return;
        }
        flush();
        chain = null;
        if (operator.equals(";;")) {
            branch();
        }
    }

    private boolean keyword(ShellToken token) {
        if (token.isQuoted()) {
            return false;
        }
        String word = token.text();
        if (isPowerShell) {
            return brace(word);
        }
        String closing = CLOSING.get(word);
        if (closing != null) {
            push(closing, closing.equals("done") ? Kind.LOOP : Kind.BRANCH);
            // the words say which variable a loop sets
            return !word.equals("for") && !word.equals("select");
        }
        if (word.equals("function")) {
            isFunction = true;
            return false;
        }
        if (word.equals("else") || word.equals("elif")) {
            branch();
            return true;
        }
        return PASSED.contains(word) || brace(word) || close(word);
    }

    private boolean brace(String word) {
        if (word.equals("{")) {
            push("}", isFunction ? Kind.FUNCTION : isPowerShell ? Kind.BRANCH : Kind.ONCE);
            isFunction = false;
            return true;
        }
        return word.equals("}") && close("}");
    }

    private void push(String closing, Kind kind) {
        isTooDeep |= frames.size() > DEEPEST;
        frames.push(new Frame(closing, block(chain == null ? top().block() : chain, kind)));
        chain = null;
    }

    private boolean close(String word) {
        if (frames.size() > 1 && top().closing().equals(word)) {
            frames.pop();
            return true;
        }
        return false;
    }

    /** The other branch of the innermost block. */
    private void branch() {
        if (frames.size() > 1) {
            Frame frame = frames.pop();
            frames.push(new Frame(
                    frame.closing(), block(frame.block().parent(), frame.block().kind())));
        }
    }

    private Frame top() {
        return frames.getFirst();
    }

    private ShellBlock block(@Nullable ShellBlock parent, Kind kind) {
        return new ShellBlock(parent, kind, blocks++);
    }

    private void flush() {
        if (!words.isEmpty()) {
            statements.add(new ShellStatement(words, chain == null ? top().block() : chain));
            words.clear();
        }
    }
}
