package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the content of actions so that rendering reaches no cluster and survives the envelope.
 *
 * @param apiVersions a regular expression for what {@code .Capabilities.APIVersions.Has} accepts, or null to leave it
 *     to Helm
 * @param guardTpl whether some text of the chart or its values could bring a {@code lookup} into {@code tpl}
 * @param names what includes may name; null when templates are not put into envelopes
 * @param standIns what stands for keys and certificates
 */
public record Sanitizer(
        @Nullable String apiVersions,
        boolean guardTpl,
        @Nullable Names names,
        StandIns standIns) {
    /** Takes as many arguments as {@code lookup} and returns the empty map, as Helm does without a cluster. */
    private static final String NO_CLUSTER = "pick (dict)";

    private static final String GUARD = "(regexReplaceAll `(\\{\\{[^}]*?)\\blookup(\\s)` (";
    private static final String TIME_GUARD = "(regexReplaceAll `([{(|\\s])now([})|\\s])` (";
    private static final String GUARD_END = ") `${1}" + NO_CLUSTER + "${2}`)";

    /** The content of an action, made safe; {@code clone} as {@link #cloneable} says. */
    String rewrite(Action action, List<Token> tokens, int clone) {
        String content = action.content();
        if (action.comment() || tokens.isEmpty()) {
            return content;
        }
        var out = new StringBuilder(content.length() + 32);
        out.append(content, 0, tokens.get(0).start());
        new Rewriting(content, tokens, clone, out).range(0, tokens.size());
        out.append(content, tokens.get(tokens.size() - 1).end(), content.length());
        return out.toString();
    }

    /**
     * The index of the name in {@code include "name"} or {@code template "name"} whose result the action writes as it
     * is or only indented, or -1. Only there may an instrumented clone stand for a helper: any other use compares,
     * cuts or hashes the text.
     */
    int cloneable(List<Token> tokens) {
        if (names == null || tokens.size() < 2) {
            return -1;
        }
        int first = tokens.get(0).kind() == Kind.OPEN ? 1 : 0;
        boolean call = tokens.get(first).is(Kind.IDENTIFIER, "include")
                || (first == 0 && tokens.get(0).is(Kind.IDENTIFIER, "template"));
        if (!call || first + 1 >= tokens.size()) {
            return -1;
        }
        String name = tokens.get(first + 1).string();
        if (name == null || !names.defines().contains(name)) {
            return -1;
        }
        int depth = first;
        for (int i = first + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.OPEN) {
                depth++;
            } else if (token.kind() == Kind.CLOSE) {
                depth--;
                boolean closesCall = first == 1 && depth == 0;
                if (closesCall && i + 1 < tokens.size() && tokens.get(i + 1).kind() != Kind.PIPE) {
                    return -1;
                }
            } else if (token.kind() == Kind.PIPE && depth <= first) {
                boolean indents = i + 1 < tokens.size()
                        && (tokens.get(i + 1).is(Kind.IDENTIFIER, "nindent")
                                || tokens.get(i + 1).is(Kind.IDENTIFIER, "indent"));
                if (!indents) {
                    return -1;
                }
            }
        }
        return first + 1;
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
        private final int clone;
        private final StringBuilder out;

        Rewriting(String content, List<Token> tokens, int clone, StringBuilder out) {
            this.content = content;
            this.tokens = tokens;
            this.clone = clone;
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
            if (names != null && hasOperand && isInclusion(token)) {
                return inclusion(i, to, names);
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

        private int inclusion(int i, int to, Names known) {
            Token name = tokens.get(i + 1);
            out.append(tokens.get(i).text()).append(' ');
            String literal = name.string();
            if (literal != null) {
                String suffix = i + 1 == clone ? Names.INSTRUMENTED : known.needsPlainCopy(literal) ? Names.PLAIN : "";
                String quoted = name.text();
                out.append(quoted, 0, quoted.length() - 1).append(suffix).append(quoted.charAt(quoted.length() - 1));
                return i + 2;
            }
            int end = Math.min(operandEnd(tokens, i + 1), to);
            out.append("(printf \"%s").append(Names.PLAIN).append("\" ");
            range(i + 1, end);
            out.append(')');
            return end;
        }

        private boolean isInclusion(Token token) {
            return token.is(Kind.IDENTIFIER, "include") || token.is(Kind.IDENTIFIER, "template");
        }
    }
}
