package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.plain.ChartText;
import io.github.akspolicy.helm.template.TwinTemplates.Style;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text of a chart whose templates have other API versions and lookups that find nothing; they make what the style says.
 *
 * @param twins the chart; those of one style are the same object for all releases of a chart
 * @param leftOut the files that do not matter
 */
record TwinText(ChartTwins twins, Style style, Set<ChartFile> leftOut) implements ChartText {
    @Override
    public Chart chart() {
        return twins.root();
    }

    @Override
    public byte @Nullable [] content(Chart owner, String path, ChartFile file) {
        if (leftOut.contains(file)) {
            return null;
        }
        return path.startsWith(ChartTwins.TEMPLATES) && file.text() != null ? sanitized(file) : file.content();
    }

    private byte[] sanitized(ChartFile file) {
        String text = String.valueOf(file.text());
        String sanitized = twins.sanitized(text, style);
        return sanitized.equals(text) ? file.content() : sanitized.getBytes(StandardCharsets.UTF_8);
    }
}
