package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.manifest.Field;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often we agree with the template of each definition, with its default parameters and with others, as YAML by the id of
 * the definition. What the API server refuses is not counted.
 */
final class DefinitionAgreement {
    private final Map<String, Row> rows = new TreeMap<>();

    private static final class Row {
        private String template = "";
        private final Count defaults = new Count();
        private final Count settings = new Count();
        private int stricter;
        private int laxer;
    }

    private static final class Count {
        private int cases;
        private int agreeing;

        private void add(Entry entry) {
            cases++;
            agreeing += entry.agrees() ? 1 : 0;
        }

        @Override
        public String toString() {
            return "[" + agreeing + ", " + cases + "]";
        }
    }

    void add(Field labelled, Entry entry) {
        if (labelled.at("admitted", "refused").isPresent()) {
            return;
        }
        Row row = rows.computeIfAbsent(entry.topic(), key -> new Row());
        row.template = labelled.get("template").stringOr("") + "/"
                + labelled.get("templateVersion").stringOr("");
        (labelled.get("parameters").fields().isEmpty() ? row.defaults : row.settings).add(entry);
        boolean differs = entry.covered() && !entry.agrees();
        row.stricter += differs && entry.expect().equals("none") ? 1 : 0;
        row.laxer += differs && entry.expect().equals("violation") ? 1 : 0;
    }

    /** {@code ID: {template: NAME, defaults: [agreeing, cases], settings: [agreeing, cases], stricter: N, laxer: N}}. */
    String yaml() {
        var text = new StringBuilder();
        rows.forEach((definition, row) -> text.append(String.format(
                Locale.ROOT,
                "%s: {template: %s, defaults: %s, settings: %s, stricter: %d, laxer: %d}%n",
                definition,
                row.template,
                row.defaults,
                row.settings,
                row.stricter,
                row.laxer)));
        return text.toString();
    }
}
