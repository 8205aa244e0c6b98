package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Field;
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

    /**
     * Whether an expression asks for a version. Nothing else that templates see has a method {@code Has}, so that a variable may hold
     * what comes before.
     */
    public static boolean isAsked(Expression expression) {
        return expression instanceof Call call
                && call.function().isEmpty()
                && call.arguments().size() > 1
                && call.arguments().get(0) instanceof Field method
                && method.name().equals("Has");
    }

    /** The version that an expression asks for; null when it is not written there, or it asks for none. */
    private static @Nullable String version(@Nullable Expression expression) {
        return expression instanceof Call call && isAsked(call)
                ? call.arguments().get(1).text()
                : null;
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
        for (int i = 0; i < file.size(); i++) {
            for (Expression asked :
                    file.parts(i, i + 1).filter(ApiQuestion::isAsked).toList()) {
                String version = version(asked);
                if (version == null) {
                    return false;
                }
                questions.add(of(version, file, i));
            }
        }
        return true;
    }

    /** A question, with what the conditions around it ask for, as far as they ask for a version alone. */
    private static ApiQuestion of(String version, TemplateFile file, int action) {
        Set<String> when = new HashSet<>();
        Set<String> unless = new HashSet<>();
        for (TemplateFile.Branch branch : file.branchesAround(action)) {
            String other = version(file.statement(branch.action()).expression());
            if (other != null && file.keyword(branch.opener()) == Keyword.IF) {
                (branch.holds() ? when : unless).add(other);
            }
        }
        return new ApiQuestion(version, when, unless);
    }

    /** The token after {@code X.Capabilities.APIVersions.Has}, or -1 when that does not begin at a token. */
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
