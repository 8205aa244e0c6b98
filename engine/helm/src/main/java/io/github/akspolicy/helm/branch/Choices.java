package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Form;
import io.github.akspolicy.source.DeploymentInput;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What decides between values in an expression. */
final class Choices {
    private static final Set<DeploymentInput> CUTTING = EnumSet.of(
            DeploymentInput.RELEASE_STATE, DeploymentInput.REVISION, DeploymentInput.TIME, DeploymentInput.RANDOM);

    /** Where a reader sees that one of several values is chosen. */
    private static final Set<String> IN_THE_OPEN = Set.of("default", "coalesce", "ternary", "and", "or");

    private final TemplateWalk walk;
    private final Set<DeploymentInput> hidden = EnumSet.noneOf(DeploymentInput.class);
    private final Set<DeploymentInput> inputs = EnumSet.noneOf(DeploymentInput.class);

    Choices(TemplateWalk walk) {
        this.walk = walk;
    }

    Set<DeploymentInput> inputs() {
        return inputs;
    }

    /** Those of the inputs that decide by a key, a name, a path or a part of a text. */
    Set<DeploymentInput> hidden() {
        return hidden;
    }

    void add(Set<DeploymentInput> decides) {
        inputs.addAll(decides);
        hidden.addAll(decides);
    }

    /** Adds what decides beyond what decided that the expression is reached. */
    void addWithin(Set<DeploymentInput> decides) {
        Set<DeploymentInput> more = EnumSet.noneOf(DeploymentInput.class);
        more.addAll(decides);
        more.removeAll(walk.control());
        add(more);
    }

    /** Notes what decides which text comes out, rather than what is in it. */
    void of(TemplateFunction function, List<Trace> arguments) {
        boolean isOpen = IN_THE_OPEN.contains(function.name());
        function.decides().of(arguments).forEach(argument -> {
            inputs.addAll(argument.inputs());
            if (!isOpen) {
                hidden.addAll(argument.inputs());
            }
        });
        if (function.form() == Form.ANY) {
            // the text is not the last of these: most make a password of letters that are allowed
            boolean isPattern = function.name().startsWith("regexReplaceAll");
            cut(arguments, isPattern ? DeploymentReach.RELEASE : CUTTING);
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
            add(decides);
        }
        // also in the text itself: names are cut at the end, and hardly ever more
        arguments.forEach(argument -> walk.writes(argument.inputs()));
    }
}
