package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.Statement;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Form;
import io.github.akspolicy.helm.template.TemplateFunction.Result;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a file whose mappings are not shared: the template has made them, and hands on no more than what is within
 * them. Variables of one name are taken for one.
 */
final class OwnVariables {
    private static final Set<String> CHANGES = Set.of("set", "unset");
    private static final Set<String> LOOKS = Set.of("get", "index");

    private final Set<String> made = new HashSet<>();
    private final Set<String> shared = new HashSet<>();
    private final Set<String> read = new HashSet<>();

    private OwnVariables(TemplateFile file) {
        file.parts(0, file.size()).forEach(part -> {
            if (part instanceof Variable variable) {
                read.add(variable.name());
            }
        });
        for (int action = 0; action < file.size(); action++) {
            add(file.statement(action));
        }
        made.removeAll(shared);
    }

    static Set<String> of(TemplateFile file) {
        return Set.copyOf(new OwnVariables(file).made);
    }

    private void add(Statement statement) {
        Expression expression = statement.expression();
        if (expression == null) {
            return;
        }
        String changed = changed(expression);
        for (String variable : statement.variables()) {
            boolean isMade = !Sharing.of(expression).itself() || variable.equals(changed);
            (statement.keyword() == Keyword.ASSIGN && isMade ? made : shared).add(variable);
        }
        if (changed != null) {
            // what is changed is the result, too
            if (statement.keyword() != Keyword.ASSIGN
                    || statement.variables().stream().anyMatch(name -> !name.equals(changed) && read.contains(name))) {
                shared.add(changed);
            }
            List<Expression> arguments = ((Call) expression).arguments();
            arguments.subList(1, arguments.size()).forEach(this::handedOn);
        } else if (!(expression instanceof Variable && isLookedAt(statement.keyword()))) {
            handedOn(expression);
        }
    }

    private static boolean isLookedAt(Keyword keyword) {
        return keyword == Keyword.IF || keyword == Keyword.RANGE || keyword == Keyword.OUTPUT;
    }

    /** The variable whose mapping a call changes and gives; null for any other expression. */
    private static @Nullable String changed(Expression expression) {
        if (!(expression instanceof Call call)) {
            return null;
        }
        TemplateFunction function = TemplateFunction.of(call.function());
        boolean isChange = function.result() == Result.MERGED || CHANGES.contains(function.name());
        return isChange && !call.arguments().isEmpty() && call.arguments().get(0) instanceof Variable variable
                ? variable.name()
                : null;
    }

    /** An expression gives its value away. */
    private void handedOn(Expression expression) {
        if (expression instanceof Variable variable) {
            shared.add(variable.name());
        } else if (expression instanceof Field field) {
            lookedAt(field.base());
        } else if (expression instanceof Call call) {
            TemplateFunction function = TemplateFunction.of(call.function());
            boolean isText = function.form() != Form.VALUE && function.form() != Form.ANY;
            boolean isItem = LOOKS.contains(function.name()) && call.arguments().size() > 1;
            for (int i = 0; i < call.arguments().size(); i++) {
                if (isText || (isItem && i == 0)) {
                    lookedAt(call.arguments().get(i));
                } else {
                    handedOn(call.arguments().get(i));
                }
            }
        }
    }

    private void lookedAt(Expression expression) {
        if (!(expression instanceof Variable)) {
            handedOn(expression);
        }
    }
}
