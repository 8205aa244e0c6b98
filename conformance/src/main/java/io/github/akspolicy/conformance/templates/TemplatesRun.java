package io.github.akspolicy.conformance.templates;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.manifest.JsonValues;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Helm 3 and 4 answered to template texts and small charts, and what the executor of templates answers. */
public final class TemplatesRun implements Run {
    /** The share of cases that must agree, from 0 to 1. */
    private static final double THRESHOLD = 0.995;

    @Override
    public String name() {
        return "templates";
    }

    @Override
    public String parameter() {
        return "aks-policy.templates";
    }

    @Override
    public Optional<Path> defaultInput() {
        return Optional.of(Path.of("../shared/templates"));
    }

    @Override
    public double threshold() {
        return Double.parseDouble(System.getProperty("aks-policy.templates.threshold", String.valueOf(THRESHOLD)));
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        var entries = new ArrayList<Entry>();
        for (Path input : inputs) {
            var expressions = new ExpressionCases(input);
            for (Map<?, ?> fields : cases(input.resolve("expressions.jsonl"))) {
                entries.addAll(expressions.judge(fields));
            }
            var charts = new SmallChartCases();
            for (Map<?, ?> fields : cases(input.resolve("charts.jsonl"))) {
                entries.addAll(charts.judge(fields));
            }
        }
        return entries;
    }

    private static List<Map<?, ?>> cases(Path file) throws IOException {
        var cases = new ArrayList<Map<?, ?>>();
        for (String line : Files.readAllLines(file)) {
            if (JsonValues.parse(line) instanceof Map<?, ?> fields) {
                cases.add(fields);
            }
        }
        return cases;
    }

    @Override
    public Map<String, @Nullable Object> fields(Entry entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("set", entry.source());
        fields.put("id", entry.id());
        fields.put("expected", entry.expect());
        fields.put("actual", entry.actual());
        fields.put("agrees", entry.agrees());
        fields.put("reason", entry.reason().isEmpty() ? null : entry.reason());
        return fields;
    }
}
