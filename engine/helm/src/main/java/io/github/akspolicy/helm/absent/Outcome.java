package io.github.akspolicy.helm.absent;

import io.github.akspolicy.template.value.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comes of an execution.
 *
 * @param texts what the templates write, by Helm's names of them; null where the chart refuses its values
 * @param asked what they ask for
 */
record Outcome(@Nullable Map<String, Text> texts, Asked asked) {
    /** What one template writes; null where the chart refuses its values. */
    @Nullable
    Text text(String file) {
        return texts == null ? null : texts.getOrDefault(file, Text.EMPTY);
    }

    boolean isRefused() {
        return texts == null;
    }
}
