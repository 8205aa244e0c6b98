package io.github.akspolicy.deployment;

import java.nio.file.Path;

/**
 * An environment that a chart is deployed to, as the repository shows it.
 *
 * @param chart the folder of the chart, absolute
 * @param name such as {@code prod}; {@code default} where only one is known and nothing names it
 * @param settings what the chart is rendered with there
 * @param reason what shows it, in a few words: {@code values-prod.yaml (.github/workflows/deploy.yml:41 sets image.tag)}
 */
public record ChartEnvironment(Path chart, String name, ReleaseSettings settings, String reason) {
    /** The same under another name. */
    public ChartEnvironment named(String other) {
        return new ChartEnvironment(chart, other, settings, reason);
    }
}
