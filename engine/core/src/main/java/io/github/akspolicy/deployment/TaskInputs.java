package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.CommandDraft.Setting;
import io.github.akspolicy.source.SetValue;
import java.util.Arrays;
import java.util.List;

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
}
