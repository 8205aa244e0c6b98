package io.github.akspolicy.helm.values;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.spi.Problem;
import io.github.akspolicy.spi.SourceException;
import io.github.akspolicy.spi.SourceLocation;
import io.github.akspolicy.spi.SourceLocation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The schemas of a chart and of all that it brings, before Helm reads them. */
public final class ValuesSchemas {
    private static final String SCHEMA = "values.schema.json";

    private ValuesSchemas() {}

    /**
     * Refuses schemas whose references lead out of them. Helm validates the values of a chart with its own schema and those of all
     * that are switched on; which these are is known only afterwards, so all are checked.
     */
    public static void check(Chart root) throws SourceException {
        var problems = new ArrayList<Problem>();
        collect(root, problems);
        if (!problems.isEmpty()) {
            throw new SourceException(problems);
        }
    }

    private static void collect(Chart chart, List<Problem> problems) {
        for (Map.Entry<String, ChartFile> entry : chart.files().entrySet()) {
            // a name in another case is another file to Helm, but not to every file system
            if (entry.getKey().equalsIgnoreCase(SCHEMA)) {
                check(entry.getValue(), problems);
            }
        }
        chart.subcharts().forEach(subchart -> collect(subchart, problems));
    }

    private static void check(ChartFile file, List<Problem> problems) {
        String text = file.text();
        if (text == null) {
            problems.add(Problem.at(
                    new SourceLocation(file.shownPath(), 1, 1, Role.VALUES), "the schema is not UTF-8 text", ""));
            return;
        }
        for (SchemaReferences.Reference reference : SchemaReferences.check(text)) {
            problems.add(Problem.at(
                    new SourceLocation(
                            file.shownPath(),
                            reference.position().line(),
                            reference.position().column(),
                            Role.VALUES),
                    reference.message(),
                    ""));
        }
    }
}
