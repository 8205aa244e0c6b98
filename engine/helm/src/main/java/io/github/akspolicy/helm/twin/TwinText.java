package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.plain.ChartText;
import io.github.akspolicy.helm.template.Twin;
import io.github.akspolicy.helm.template.TwinTemplates.Style;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text of a chart with other templates.
 *
 * @param twins the chart; those of one style are the same object for all releases of a chart
 * @param leftOut the files that do not matter
 */
record TwinText(Kind kind, ChartTwins twins, Style style, Set<ChartFile> leftOut) implements ChartText {
    private static final String SCHEMA = "values.schema.json";

    /** What is other than in the chart. */
    enum Kind {
        /** Templates say which of their lines wrote what, and values need not fit the schema of the chart. */
        TRIAL,
        /** Templates have other API versions and lookups that find nothing; they make what the style says. */
        WITH_SERVED_APIS
    }

    @Override
    public Chart chart() {
        return twins.root();
    }

    @Override
    public byte @Nullable [] content(Chart owner, String path, ChartFile file) {
        if (leftOut.contains(file) || (kind == Kind.TRIAL && path.equals(SCHEMA))) {
            return null;
        }
        Twin twin = twins.twin(file);
        if (twin == null) {
            return file.content();
        }
        return kind == Kind.TRIAL ? twin.marked() : sanitized(file);
    }

    private byte[] sanitized(ChartFile file) {
        String text = String.valueOf(file.text());
        String sanitized = twins.sanitized(text, style);
        return sanitized.equals(text) ? file.content() : sanitized.getBytes(StandardCharsets.UTF_8);
    }
}
