package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.IncludedName;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which files of a chart templates read by {@code .Files}. */
final class FileAccess {
    private static final Set<String> METHODS = Set.of("Get", "GetBytes", "Lines", "Glob");

    private static final Pattern WILDCARD = Pattern.compile("[*?]");

    /** From here on a pattern of {@code Glob} has alternatives. */
    private static final Pattern ALTERNATIVES = Pattern.compile("[\\[{\\\\].*\\z", Pattern.DOTALL);

    private FileAccess() {}

    /** Whether a call reads files. */
    static boolean isRead(Call call) {
        return call.function().isEmpty()
                && call.arguments().size() > 1
                && call.arguments().get(0) instanceof Field method
                && METHODS.contains(method.name())
                && method.base() instanceof Field files
                && files.name().equals("Files");
    }

    /** The texts that the path that is asked for has; empty where any file may be meant. */
    static List<String> path(List<Expression> written) {
        Expression path = written.get(1);
        List<String> pieces = path.text() == null ? IncludedName.pieces(path) : List.of(path.text());
        return pieces.stream()
                .flatMap(piece ->
                        WILDCARD.splitAsStream(ALTERNATIVES.matcher(piece).replaceFirst("")))
                .filter(piece -> !piece.isEmpty())
                .toList();
    }
}
