package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Form;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import io.github.akspolicy.source.DeploymentInput;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions whose answers are written as they are, such as {@code privileged: {{ .Release.IsUpgrade }}}. */
final class Questions {
    private Questions() {}

    /**
     * What an answer depends on that is written.
     *
     * @param isFile whether the file itself writes it rather than a named template, whose users ask for what it writes
     */
    static Set<DeploymentInput> written(@Nullable Expression expression, Trace value, boolean isFile) {
        if (isFile && asks(expression)) {
            return value.inputs();
        }
        return value.inputs().contains(DeploymentInput.RELEASE_STATE) && asksState(expression)
                ? Set.of(DeploymentInput.RELEASE_STATE)
                : Set.of();
    }

    private static boolean asks(@Nullable Expression expression) {
        if (!(expression instanceof Call call) || call.arguments().isEmpty()) {
            return false;
        }
        TemplateFunction function = TemplateFunction.of(call.function());
        if (function.form() == Form.WRITTEN) {
            return call.arguments().stream().anyMatch(Questions::asks);
        }
        return function.isAnswer()
                || (call.arguments().get(0) instanceof Field method
                        && method.name().equals("Has"));
    }

    private static boolean asksState(@Nullable Expression expression) {
        if (expression instanceof Call call) {
            return !isNamed(call) && call.arguments().stream().anyMatch(Questions::asksState);
        }
        return expression instanceof Field field
                && (field.name().equals("IsUpgrade") || field.name().equals("IsInstall") || asksState(field.base()));
    }

    /** Whether other templates write what an expression writes, with conditions of their own. */
    static boolean isNamed(@Nullable Expression expression) {
        return expression instanceof Call call
                && (TemplateFunction.of(call.function()).has(Trait.RUNS)
                        || call.arguments().stream().anyMatch(Questions::isNamed));
    }
}
