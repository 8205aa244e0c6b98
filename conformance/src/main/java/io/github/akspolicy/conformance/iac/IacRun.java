package io.github.akspolicy.conformance.iac;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.resource.DataTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Terraform and Bicep as they are written: labelled cases, values with their places, and Bicep beside what it compiles to. */
public final class IacRun implements Run {
    /** The share of cases of each set that must agree; what is not covered by a policy does not count. */
    private static final String THRESHOLD = "aks-policy.iac.threshold";

    private static final Map<String, String> DECIDED = DataTable.lines(IacRun.class, "decided.txt").stream()
            .map(line -> line.split(" \\| ", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    private final Map<String, Row> rows = new HashMap<>();

    @Override
    public String name() {
        return "iac";
    }

    @Override
    public Optional<Path> defaultInput() {
        return Optional.of(Path.of("..", "shared", "iac"));
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        var all = new ArrayList<Row>();
        for (Path folder : inputs) {
            all.addAll(LabelledHcl.rows(folder));
            all.addAll(EvaluationCases.rows(folder));
            all.addAll(BicepPairs.rows(folder));
        }
        all.forEach(row -> rows.put(row.set() + " " + row.id(), row));
        return all.stream().map(Row::entry).toList();
    }

    @Override
    public Map<String, @Nullable Object> fields(Entry entry) {
        String set = entry.source();
        return Objects.requireNonNull(rows.get(set + " " + entry.id())).fields();
    }

    @Override
    public double threshold() {
        return Double.parseDouble(System.getProperty(THRESHOLD, "1"));
    }

    /** Where a source says otherwise than we do and who is right, by its check or the id of its case; empty for nothing. */
    static String decided(String name) {
        return DECIDED.getOrDefault(name, "");
    }
}
