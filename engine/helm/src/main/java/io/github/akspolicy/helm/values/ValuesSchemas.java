package io.github.akspolicy.helm.values;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schemas of a chart and of all that it brings, before Helm reads them. */
public final class ValuesSchemas {
    private static final String SCHEMA = "values.schema.json";

    private final List<Problem> problems = new ArrayList<>();
    private final List<NotEvaluated> notEvaluated = new ArrayList<>();

    private ValuesSchemas() {}

    /**
     * Has Helm render without what schemas take from elsewhere: Helm would open the file or the address. Helm validates the values
     * of a chart with its own schema and those of all that are switched on; which these are is known only afterwards, so all
     * are looked at.
     *
     * @return a line for each schema that refers to others
     * @throws SourceException for a schema that cannot be read
     */
    public static List<NotEvaluated> relax(Chart root) throws SourceException {
        var schemas = new ValuesSchemas();
        schemas.collect(root);
        if (!schemas.problems.isEmpty()) {
            throw new SourceException(schemas.problems);
        }
        return List.copyOf(schemas.notEvaluated);
    }

    /**
     * Proves that no schema refers to another file or address.
     *
     * @param chart what Helm is to render
     * @throws SourceException when one does
     */
    public static void check(Chart chart) throws SourceException {
        var problems = new ArrayList<Problem>();
        schemas(
                chart,
                (owner, file, text) -> references(text)
                        .forEach(reference -> problems.add(Problem.at(at(file, reference), reference.message(), ""))));
        if (!problems.isEmpty()) {
            throw new SourceException(problems);
        }
    }

    private interface Visitor {
        void visit(Chart chart, Map.Entry<String, ChartFile> schema, @Nullable String text);
    }

    private static void schemas(Chart chart, Visitor visitor) {
        for (Map.Entry<String, ChartFile> entry : Map.copyOf(chart.files()).entrySet()) {
            // a name in another case is another file to Helm, but not to every file system
            if (entry.getKey().equalsIgnoreCase(SCHEMA)) {
                visitor.visit(chart, entry, entry.getValue().text());
            }
        }
        chart.subcharts().forEach(subchart -> schemas(subchart, visitor));
    }

    private void collect(Chart root) {
        schemas(root, (chart, schema, text) -> {
            List<SchemaReferences.Reference> references = references(text);
            List<SchemaReferences.Reference> unreadable = references.stream()
                    .filter(reference -> reference.target() == null)
                    .toList();
            unreadable.forEach(reference -> problems.add(Problem.at(at(schema, reference), reference.message(), "")));
            if (text == null || references.isEmpty() || !unreadable.isEmpty()) {
                return;
            }
            long count = references.stream()
                    .map(SchemaReferences.Reference::target)
                    .distinct()
                    .count();
            notEvaluated.add(new NotEvaluated(
                    schema.getValue().shownPath(),
                    "values against " + count + (count == 1 ? " remote schema" : " remote schemas"),
                    at(schema, references.get(0)),
                    "nothing is fetched: copy what the schema refers to into it, below $defs"));
            byte[] original = schema.getValue().content();
            chart.replace(schema.getKey(), RelaxedSchema.of(original, text));
        });
    }

    private static List<SchemaReferences.Reference> references(@Nullable String text) {
        return text == null
                ? List.of(new SchemaReferences.Reference("", Position.START, null, "the schema is not UTF-8 text"))
                : SchemaReferences.check(text);
    }

    private static SourceLocation at(Map.Entry<String, ChartFile> schema, SchemaReferences.Reference reference) {
        return new SourceLocation(
                schema.getValue().shownPath(),
                reference.position().line(),
                reference.position().column(),
                Role.VALUES);
    }
}
