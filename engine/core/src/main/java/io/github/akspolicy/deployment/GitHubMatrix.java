package io.github.akspolicy.deployment;

import io.github.akspolicy.manifest.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The combinations of {@code strategy.matrix}, each a map of properties such as {@code matrix.environment}. */
record GitHubMatrix(PipelineFile file) {
    /** Of more, nothing is known. */
    private static final int MOST = 30;

    private static final String PREFIX = "matrix.";

    /** The combinations; one without values where there is no matrix, or it is not written out. */
    static List<Map<String, String>> rows(PipelineFile file, Field matrix) {
        return new GitHubMatrix(file).rows(matrix);
    }

    private List<Map<String, String>> rows(Field matrix) {
        List<Map<String, String>> rows = List.of(Map.of());
        for (Field axis : matrix.fields()) {
            if (axis.key().equals("include")
                    || axis.key().equals("exclude")
                    || axis.items().isEmpty()) {
                continue;
            }
            List<Map<String, String>> values = axis.items().stream()
                    .map(item -> values(PREFIX + axis.key(), item))
                    .toList();
            if (rows.size() * values.size() > MOST) {
                return List.of(Map.of());
            }
            rows = rows.stream()
                    .flatMap(row -> values.stream().map(value -> GitHubWorkflows.both(row, value)))
                    .toList();
        }
        List<Map<String, String>> excluded =
                matrix.get("exclude").items().stream().map(this::row).toList();
        List<Map<String, String>> left = rows.stream()
                .filter(row -> excluded.stream().noneMatch(one -> row.entrySet().containsAll(one.entrySet())))
                .toList();
        return included(left, matrix.get("include").items());
    }

    /** What an entry of {@code include} adds: to combinations that it agrees with, else as one more. */
    private List<Map<String, String>> included(List<Map<String, String>> rows, List<Field> entries) {
        if (entries.isEmpty()) {
            return rows;
        }
        Set<String> axes = rows.stream().flatMap(row -> row.keySet().stream()).collect(Collectors.toSet());
        var all = new ArrayList<>(axes.isEmpty() ? List.<Map<String, String>>of() : rows);
        var more = new ArrayList<Map<String, String>>();
        for (Field entry : entries) {
            Map<String, String> added = row(entry);
            boolean isNew = true;
            for (int i = 0; i < all.size(); i++) {
                Map<String, String> row = all.get(i);
                boolean fits = axes.stream()
                        .allMatch(axis ->
                                !added.containsKey(axis) || added.get(axis).equals(row.get(axis)));
                if (fits) {
                    all.set(i, GitHubWorkflows.both(row, added));
                    isNew = false;
                }
            }
            if (isNew) {
                more.add(added);
            }
        }
        all.addAll(more);
        return all.size() > MOST || all.isEmpty() ? List.of(Map.of()) : all;
    }

    private Map<String, String> row(Field entry) {
        var row = new LinkedHashMap<String, String>();
        entry.fields().forEach(field -> row.putAll(values(PREFIX + field.key(), field)));
        return row;
    }

    private Map<String, String> values(String name, Field value) {
        if (value.fields().isEmpty()) {
            String text = PipelineFile.text(file, value);
            return text == null ? Map.of() : Map.of(name, text);
        }
        var values = new LinkedHashMap<String, String>();
        value.fields().forEach(field -> values.putAll(values(name + "." + field.key(), field)));
        return values;
    }
}
