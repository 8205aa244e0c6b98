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

    /** All cases take most of a minute: where nothing else is asked for, one in so many is compared. */
    private static final int SAMPLED = 8;

    private final int step;

    /** Judges all cases of an input that is named, and a sample of the default one. */
    public TemplatesRun() {
        this(SAMPLED);
    }

    private TemplatesRun(int step) {
        this.step = step;
    }

    /** Judges all cases. */
    public static TemplatesRun ofAll() {
        return new TemplatesRun(1);
    }

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
        boolean isNamed = !System.getProperty(parameter(), "").isBlank();
        int each = isNamed ? 1 : step;
        if (each > 1) {
            log.println("templates: a sample, one case in " + each + "; all with -D" + parameter()
                    + "=PATH, or with -Pdeep");
        }
        var entries = new ArrayList<Entry>();
        for (Path input : inputs) {
            var expressions = new ExpressionCases(input);
            for (Map<?, ?> fields : cases(input.resolve("expressions.jsonl"), each)) {
                entries.addAll(expressions.judge(fields));
            }
            var charts = new SmallChartCases();
            for (Map<?, ?> fields : cases(input.resolve("charts.jsonl"), each)) {
                entries.addAll(charts.judge(fields));
            }
        }
        return entries;
    }

    private static List<Map<?, ?>> cases(Path file, int each) throws IOException {
        var cases = new ArrayList<Map<?, ?>>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i += each) {
            if (JsonValues.parse(lines.get(i)) instanceof Map<?, ?> fields) {
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
