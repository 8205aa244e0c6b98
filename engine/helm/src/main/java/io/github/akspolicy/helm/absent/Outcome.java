package io.github.akspolicy.helm.absent;

import io.github.akspolicy.template.value.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comes of an execution.
 *
 * @param texts what the templates write, by Helm's names of them; null where the chart refuses its values, or it was given up
 * @param asked what they ask for
 * @param cause why it was given up where the chart does not refuse its values: a limit, or a defect of the executor; else null
 */
record Outcome(
        @Nullable Map<String, Text> texts,
        Asked asked,
        @Nullable String cause) {
    /** What one template writes; null where the chart refuses its values. */
    @Nullable
    Text text(String file) {
        return texts == null ? null : texts.getOrDefault(file, Text.EMPTY);
    }

    boolean isRefused() {
        return texts == null;
    }
}
