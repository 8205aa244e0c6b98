package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.CommandDraft.Setting;
import io.github.akspolicy.deployment.DeploymentCommand.Kind;
import io.github.akspolicy.source.SetValue;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How inputs of tasks and actions hold several values. */
final class TaskInputs {
    private TaskInputs() {}

    /** One on each line; a comma ends one, too. */
    static List<String> lines(String text) {
        return Arrays.stream(text.split("\\R|,"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** One on each line, which may end with a comma. */
    static List<String> linesOnly(String text) {
        return text.lines()
                .map(line -> line.strip().replaceFirst(",$", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** {@code key:value}, which the task gives to {@code --set} with the first colon as the sign. */
    static void override(String text, CommandDraft draft) {
        int colon = text.indexOf(':');
        String argument = colon < 0 ? text : text.substring(0, colon) + "=" + text.substring(colon + 1);
        List<Setting> settings = SetArguments.read(SetValue.Type.SET, argument);
        if (settings == null) {
            draft.unknown.add("--set " + argument);
        } else {
            draft.set.addAll(settings);
        }
    }

    /**
     * What baking renders; null where the inputs name nothing.
     *
     * @param input the text of an input of {@code azure/k8s-bake}, which has the same as the task of Azure Pipelines
     */
    static @Nullable CommandDraft bake(UnaryOperator<String> input) {
        boolean isHelm = !input.apply("helmChart").isEmpty();
        String path = input.apply(isHelm ? "helmChart" : "kustomizationPath");
        if (path.isEmpty()) {
            return null;
        }
        var draft = new CommandDraft(isHelm ? Kind.HELM : Kind.KUSTOMIZATION);
        draft.path = path;
        draft.release = input.apply("releaseName");
        draft.namespace = input.apply("namespace");
        draft.values.addAll(lines(input.apply("overrideFiles")));
        linesOnly(input.apply("overrides")).forEach(override -> override(override, draft));
        return draft;
    }

    /** What deploying applies, by the inputs of {@code azure/k8s-deploy}, which has the same as the task. */
    static List<CommandDraft> deploy(UnaryOperator<String> input) {
        return lines(input.apply("manifests")).stream()
                .map(path -> {
                    var draft = new CommandDraft(Kind.MANIFESTS);
                    draft.path = path;
                    draft.namespace = input.apply("namespace");
                    return draft;
                })
                .toList();
    }
}
