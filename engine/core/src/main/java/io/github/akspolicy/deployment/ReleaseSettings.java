package io.github.akspolicy.deployment;

import io.github.akspolicy.source.SetValue;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command says about the release of a chart.
 *
 * @param release its name; null when the command names none, or only a run knows it
 * @param namespace null likewise
 * @param values values files of the repository, absolute, in the order in which they apply
 * @param set values of the {@code --set} family, each at the line of its command. What only a run knows stands as <code>
 *     ${NAME}</code> in the text
 * @param unknown arguments that may change values and that only a run knows, or whose file is not in the repository, as written
 */
public record ReleaseSettings(
        @Nullable String release,
        @Nullable String namespace,
        List<Path> values,
        List<SetValue> set,
        List<String> unknown) {
    /** Of what is not a chart. */
    public static final ReleaseSettings NONE = new ReleaseSettings(null, null, List.of(), List.of(), List.of());

    public ReleaseSettings {
        values = List.copyOf(values);
        set = List.copyOf(set);
        unknown = List.copyOf(unknown);
    }

    /** The values of {@link #set} without those that only a run knows. */
    public List<SetValue> known() {
        return set.stream().filter(value -> !value.value().contains("${")).toList();
    }
}
