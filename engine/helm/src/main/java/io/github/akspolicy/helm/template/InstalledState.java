package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.template.TemplateFunction.Result;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Answers the conditions on the state of a release that a reader of a template sees as an installation does: what an upgrade writes
 * otherwise all the same has another reason.
 */
public final class InstalledState {
    private static final Pattern UPGRADE = Pattern.compile("(?<![\\w).])\\$?\\.Release\\.IsUpgrade\\b");
    private static final Pattern REVISION = Pattern.compile("(?<![\\w).])\\$?\\.Release\\.Revision\\b");
    private static final Pattern INSTALL = Pattern.compile("(?<![\\w).])\\$?\\.Release\\.IsInstall\\b");

    private final Predicate<Call> doesIncludeChange;

    /** @param doesIncludeChange whether what is included may change values */
    InstalledState(Predicate<Call> doesIncludeChange) {
        this.doesIncludeChange = doesIncludeChange;
    }

    /** What to write for the content of an action. */
    String of(TemplateFile file, int action, String content) {
        boolean isInTheOpen = switch (file.keyword(action)) {
            case IF -> !mayChangeValues(file, action, file.close(action));
            case ELSE -> isOfIf(file, file.parent(action));
            case OUTPUT -> chooses(file, action) && !mayChangeValues(file, action, action + 1);
            default -> false;
        };
        if (!isInTheOpen) {
            return content;
        }
        String answered =
                INSTALL.matcher(UPGRADE.matcher(content).replaceAll("(false)")).replaceAll("(true)");
        return REVISION.matcher(answered).replaceAll("(1)");
    }

    private boolean isOfIf(TemplateFile file, int opener) {
        return file.keyword(opener) == Keyword.IF && !mayChangeValues(file, opener, file.close(opener));
    }

    private static boolean chooses(TemplateFile file, int action) {
        return file.parts(action, action + 1)
                .anyMatch(part -> part instanceof Call call && call.function().equals("ternary"));
    }

    /** What a block changes is read where no condition shows it. */
    private boolean mayChangeValues(TemplateFile file, int from, int to) {
        return file.parts(from, to)
                .anyMatch(part -> part instanceof Call call
                        && (call.isInclude() ? doesIncludeChange.test(call) : mayChangeValues(call)));
    }

    /** Whether a call may change a mapping that it is given. */
    public static boolean mayChangeValues(Call call) {
        TemplateFunction function = TemplateFunction.of(call.function());
        return function.result() == Result.MERGED
                || Set.of("set", "unset", "tpl").contains(function.name());
    }
}
