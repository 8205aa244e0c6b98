package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the content of actions so that rendering reaches no cluster.
 *
 * @param apiVersions a regular expression for what {@code .Capabilities.APIVersions.Has} accepts, or null to leave it
 *     to Helm
 * @param guardTpl whether some text of the chart or its values could bring a {@code lookup} into {@code tpl}
 * @param standIns what stands for keys and certificates
 */
public record Sanitizer(@Nullable String apiVersions, boolean guardTpl, StandIns standIns) {
    /** Takes as many arguments as {@code lookup} and returns the empty map, as Helm does without a cluster. */
    private static final String NO_CLUSTER = "pick (dict)";

    private static final String GUARD = "(regexReplaceAll `(\\{\\{[^}]*?)\\blookup(\\s)` (";
    private static final String TIME_GUARD = "(regexReplaceAll `([{(|\\s])now([})|\\s])` (";
    private static final String GUARD_END = ") `${1}" + NO_CLUSTER + "${2}`)";

    /** The content of an action, made safe. */
    String rewrite(Action action, List<Token> tokens) {
        String content = action.content();
        if (action.comment() || tokens.isEmpty()) {
            return content;
        }
        var out = new StringBuilder(content.length() + 32);
        out.append(content, 0, tokens.get(0).start());
        new Rewriting(content, tokens, out).range(0, tokens.size());
        out.append(content, tokens.get(tokens.size() - 1).end(), content.length());
        return out.toString();
    }

    /** The token after the operand that begins at {@code at}. */
    static int operandEnd(List<Token> tokens, int at) {
        int next = at + 1;
        if (tokens.get(at).kind() == Kind.OPEN) {
            next = closing(tokens, at) + 1;
        }
        while (next < tokens.size()
                && tokens.get(next).kind() == Kind.FIELD
                && !tokens.get(next).spaced()) {
            next++;
        }
        return Math.min(next, tokens.size());
    }

    /** Whether an operand begins with a token. */
    static boolean startsOperand(Token token) {
        return switch (token.kind()) {
            case PIPE, CLOSE, COMMA, ASSIGN, DECLARE -> false;
            default -> true;
        };
    }

    static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.OPEN) {
                depth++;
            } else if (tokens.get(i).kind() == Kind.CLOSE && --depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    private final class Rewriting {
        private final String content;
        private final List<Token> tokens;
        private final StringBuilder out;

        Rewriting(String content, List<Token> tokens, StringBuilder out) {
            this.content = content;
            this.tokens = tokens;
            this.out = out;
        }

        /** Writes the tokens from {@code from} to before {@code to}, and what lies between them. */
        void range(int from, int to) {
            int i = from;
            while (i < to) {
                if (i > from) {
                    out.append(content, tokens.get(i - 1).end(), tokens.get(i).start());
                }
                i = one(i, to);
            }
        }

        private int one(int i, int to) {
            Token token = tokens.get(i);
            if (token.is(Kind.IDENTIFIER, "lookup")) {
                out.append(NO_CLUSTER);
                return i + 1;
            }
            String standIn = token.kind() == Kind.IDENTIFIER ? standIns.of(token.text()) : null;
            if (standIn != null) {
                out.append(standIn);
                return i + 1;
            }
            boolean hasOperand = i + 1 < to && startsOperand(tokens.get(i + 1));
            String cut = hasOperand && token.kind() == Kind.IDENTIFIER ? standIns.cut(token.text()) : null;
            if (cut != null) {
                int end = Math.min(operandEnd(tokens, i + 1), to);
                out.append("trunc ");
                range(i + 1, end);
                out.append(' ').append(cut);
                return end;
            }
            if (token.is(Kind.IDENTIFIER, "tpl") && hasOperand) {
                return template(i, to);
            }
            if (standIns.areLastNumbers() && token.is(Kind.IDENTIFIER, "randInt") && hasOperand) {
                return lastNumber(i, to);
            }
            int has = apiVersions == null ? -1 : ApiQuestion.argument(tokens, i, to);
            if (has > 0) {
                out.append("regexMatch `").append(apiVersions).append('`');
                return has;
            }
            out.append(token.text());
            return i + 1;
        }

        private int template(int i, int to) {
            String time = standIns.guardOfTime();
            int end = Math.min(operandEnd(tokens, i + 1), to);
            out.append("tpl ").append(time == null ? "" : TIME_GUARD).append(guardTpl ? GUARD : "");
            range(i + 1, end);
            out.append(guardTpl ? GUARD_END : "").append(time == null ? "" : ") " + time + ")");
            return end;
        }

        private int lastNumber(int i, int to) {
            int first = Math.min(operandEnd(tokens, i + 1), to);
            if (first >= to || !startsOperand(tokens.get(first))) {
                out.append(tokens.get(i).text());
                return i + 1;
            }
            int end = Math.min(operandEnd(tokens, first), to);
            out.append("int (sub ");
            range(first, end);
            out.append(" 1)");
            return end;
        }
    }
}
