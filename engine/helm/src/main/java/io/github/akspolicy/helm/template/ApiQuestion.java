package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.template.Token.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A template's question {@code .Capabilities.APIVersions.Has}.
 *
 * @param version what it asks for
 * @param when the versions that must be there, or it is not asked: it stands in a block on them
 * @param unless those that must not be there: it stands behind an {@code else} of a block on them
 */
public record ApiQuestion(String version, Set<String> when, Set<String> unless) {
    public ApiQuestion {
        when = Set.copyOf(when);
        unless = Set.copyOf(unless);
    }

    /** Whether two lists of versions may lead to different texts here. */
    public boolean tellsApart(Predicate<String> one, Predicate<String> other) {
        return one.test(version) != other.test(version)
                && when.stream().allMatch(one.or(other))
                && unless.stream().noneMatch(one.and(other));
    }

    /**
     * Adds the questions of a template.
     *
     * @return false when one of them asks for what is not written in it
     */
    static boolean add(TemplateFile file, Set<ApiQuestion> questions) {
        for (int i = 0; i < file.actions().size(); i++) {
            List<Token> tokens = file.tokens(i);
            for (int at = 0; at < tokens.size(); at++) {
                int argument = argument(tokens, at, tokens.size());
                String version = argument < 0 ? null : tokens.get(argument).string();
                if (version != null) {
                    questions.add(of(version, file, i));
                } else if (argument >= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A question, with what the conditions around it ask for, as far as they ask for a version alone. */
    private static ApiQuestion of(String version, TemplateFile file, int action) {
        Set<String> when = new HashSet<>();
        Set<String> unless = new HashSet<>();
        for (int at = action; file.parent(at) >= 0; at = file.parent(at)) {
            int opener = file.parent(at);
            if (file.keyword(opener) != Keyword.IF) {
                continue;
            }
            boolean isBranch = file.keyword(at) == Keyword.ELSE;
            int branch = isBranch ? at : Math.max(opener, file.branch(at));
            for (int i = opener; i < branch; i++) {
                if (i == opener || (file.keyword(i) == Keyword.ELSE && file.parent(i) == opener)) {
                    add(file.tokens(i), unless);
                }
            }
            if (!isBranch) {
                add(file.tokens(branch), when);
            }
        }
        return new ApiQuestion(version, when, unless);
    }

    private static void add(List<Token> condition, Set<String> versions) {
        int first = 0;
        while (first < condition.size()
                && (condition.get(first).is(Kind.IDENTIFIER, "else")
                        || condition.get(first).is(Kind.IDENTIFIER, "if"))) {
            first++;
        }
        int argument = first < condition.size() ? argument(condition, first, condition.size()) : -1;
        @Nullable
        String version = argument >= 0 && argument == condition.size() - 1
                ? condition.get(argument).string()
                : null;
        if (version != null) {
            versions.add(version);
        }
    }

    /**
     * The token after {@code X.Capabilities.APIVersions.Has}, or -1 when that does not begin at a token. Nothing else that templates
     * see has a method {@code Has}, so that a variable may hold what comes before.
     */
    static int argument(List<Token> tokens, int at, int to) {
        Token token = tokens.get(at);
        boolean begins = token.kind() == Kind.FIELD
                || token.kind() == Kind.VARIABLE
                || token.kind() == Kind.DOT
                || token.kind() == Kind.OPEN;
        boolean goesOn = at > 0
                && !token.spaced()
                && (tokens.get(at - 1).kind() == Kind.FIELD
                        || tokens.get(at - 1).kind() == Kind.CLOSE);
        if (!begins || goesOn) {
            return -1;
        }
        int end = Math.min(Sanitizer.operandEnd(tokens, at), to);
        return end - at >= 2
                        && tokens.get(end - 1).text().equals(".Has")
                        && end < to
                        && Sanitizer.startsOperand(tokens.get(end))
                ? end
                : -1;
    }
}
