package io.github.akspolicy.helm.values;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The schemas of a chart and of all that it brings, before Helm reads them. */
public final class ValuesSchemas {
    private static final String SCHEMA = "values.schema.json";

    private ValuesSchemas() {}

    private record Schema(Chart chart, String path, ChartFile file, List<SchemaReferences.Reference> references) {
        static Schema of(Chart chart, String path, ChartFile file) {
            String text = file.text();
            return new Schema(
                    chart,
                    path,
                    file,
                    text == null
                            ? List.of(new SchemaReferences.Reference(
                                    "", Position.START, null, "the schema is not UTF-8 text"))
                            : SchemaReferences.check(text));
        }

        /** Puts one without references that lead out of it in its place. */
        void relax() {
            chart.replace(path, RelaxedSchema.of(file.content(), String.valueOf(file.text())));
        }

        NotEvaluated notEvaluated() {
            long count = references.stream()
                    .map(SchemaReferences.Reference::target)
                    .distinct()
                    .count();
            return new NotEvaluated(
                    file.shownPath(),
                    "values against " + count + (count == 1 ? " remote schema" : " remote schemas"),
                    at(references.get(0)),
                    "nothing is fetched: copy what the schema refers to into it, below $defs");
        }

        private SourceLocation at(SchemaReferences.Reference reference) {
            Position position = reference.position();
            return new SourceLocation(file.shownPath(), position.line(), position.column(), Role.VALUES);
        }

        Stream<Problem> problems(Predicate<SchemaReferences.Reference> isRefused) {
            return references.stream()
                    .filter(isRefused)
                    .map(reference -> Problem.at(at(reference), reference.message(), ""));
        }
    }

    /**
     * Has Helm render without what schemas take from elsewhere: Helm would open the file or the address. Helm validates the values
     * of a chart with its own schema and those of all that are switched on; which these are is known only afterwards, so all
     * are looked at.
     *
     * @return a line for each schema that refers to others
     * @throws SourceException for a schema that cannot be read
     */
    public static List<NotEvaluated> relax(Chart root) throws SourceException {
        List<Schema> schemas = schemas(root).toList();
        refuse(schemas, reference -> reference.target() == null);
        List<Schema> referring = schemas.stream()
                .filter(schema -> !schema.references().isEmpty())
                .toList();
        referring.forEach(Schema::relax);
        return referring.stream().map(Schema::notEvaluated).toList();
    }

    /**
     * Proves that no schema refers to another file or address.
     *
     * @param chart what Helm is to render
     * @throws SourceException when one does
     */
    public static void check(Chart chart) throws SourceException {
        refuse(schemas(chart).toList(), reference -> true);
    }

    private static void refuse(List<Schema> schemas, Predicate<SchemaReferences.Reference> isRefused)
            throws SourceException {
        List<Problem> problems =
                schemas.stream().flatMap(schema -> schema.problems(isRefused)).toList();
        if (!problems.isEmpty()) {
            throw new SourceException(problems);
        }
    }

    private static Stream<Schema> schemas(Chart chart) {
        return Stream.concat(
                chart.files().entrySet().stream()
                        // a name in another case is another file to Helm, but not to every file system
                        .filter(file -> file.getKey().equalsIgnoreCase(SCHEMA))
                        .map(file -> Schema.of(chart, file.getKey(), file.getValue())),
                chart.subcharts().stream().flatMap(ValuesSchemas::schemas));
    }
}
