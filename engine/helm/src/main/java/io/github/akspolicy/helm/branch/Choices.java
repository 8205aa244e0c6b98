package io.github.akspolicy.helm.branch;

import io.github.akspolicy.source.DeploymentInput;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What decides between values in an expression. */
final class Choices {
    private static final Set<DeploymentInput> CUTTING = EnumSet.of(
            DeploymentInput.RELEASE_STATE, DeploymentInput.REVISION, DeploymentInput.TIME, DeploymentInput.RANDOM);

    private final ExpressionTrace.Scope scope;
    private final Set<DeploymentInput> inputs = EnumSet.noneOf(DeploymentInput.class);

    Choices(ExpressionTrace.Scope scope) {
        this.scope = scope;
    }

    Set<DeploymentInput> inputs() {
        return inputs;
    }

    void add(Set<DeploymentInput> decides) {
        inputs.addAll(decides);
    }

    /** Adds what decides beyond what decided that the expression is reached. */
    void addWithin(Set<DeploymentInput> decides) {
        Set<DeploymentInput> more = EnumSet.noneOf(DeploymentInput.class);
        more.addAll(decides);
        more.removeAll(scope.control());
        inputs.addAll(more);
    }

    /** Notes what decides which text comes out, rather than what is in it. */
    void of(String function, List<Trace> arguments) {
        int last = arguments.size() - 1;
        switch (function) {
            case "ternary", "default" -> choose(arguments, last, last);
            case "coalesce", "and", "or" -> choose(arguments, 0, last - 1);
            case "repeat", "indent", "nindent" -> choose(arguments, 0, 0);
            case "trunc" -> {
                choose(arguments, 0, 0);
                cut(arguments);
            }
            case "substr" -> {
                choose(arguments, 0, 1);
                cut(arguments);
            }
            case "slice" -> choose(arguments, 1, last);
            case "until", "untilStep", "seq" -> choose(arguments, 0, last);
            case "pick", "omit" -> choose(arguments, 1, last);
            // the text is not the last: most make a password of letters that are allowed
            case "regexReplaceAll", "regexReplaceAllLiteral" -> cut(arguments, DeploymentReach.RELEASE);
            default -> {
                if (!TemplateFunctions.writesAsIs(function)) {
                    cut(arguments);
                }
            }
        }
    }

    /** Notes what any deployment may decide in what cuts a text or looks for something in it. */
    void cut(List<Trace> arguments) {
        cut(arguments, CUTTING);
    }

    private void cut(List<Trace> arguments, Set<DeploymentInput> of) {
        int last = arguments.size() - 1;
        for (Trace argument : arguments.subList(0, Math.max(0, last))) {
            Set<DeploymentInput> decides = EnumSet.noneOf(DeploymentInput.class);
            decides.addAll(argument.inputs());
            decides.retainAll(of);
            inputs.addAll(decides);
        }
        // also in the text itself: names are cut at the end, and hardly ever more
        arguments.forEach(argument -> scope.strays(argument.inputs()));
    }

    private void choose(List<Trace> arguments, int from, int to) {
        for (int i = Math.max(0, from); i <= to && i < arguments.size(); i++) {
            inputs.addAll(arguments.get(i).inputs());
        }
    }
}
