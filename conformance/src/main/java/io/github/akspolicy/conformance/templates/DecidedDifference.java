package io.github.akspolicy.conformance.templates;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.resource.DataTable;
import java.util.List;

/**
 * A difference from Helm's output that has been looked into and is meant; errors have none.
 *
 * @param template what a template of that kind holds
 * @param answer what both answers hold
 * @param reason why we answer otherwise
 */
record DecidedDifference(String template, String answer, String reason) {
    private static final List<DecidedDifference> ALL = DataTable.lines(DecidedDifference.class, "decided.txt").stream()
            .map(line -> line.split(" \\| ", 3))
            .map(parts -> new DecidedDifference(parts[0], parts[1], parts[2]))
            .toList();

    /** The reason of an entry whose answers differ: that it is meant if so, and the template. */
    static String reason(String template, TemplateAnswer expected, TemplateAnswer actual) {
        return ALL.stream()
                .filter(decided -> decided.covers(template, expected, actual))
                .map(decided -> Entry.KNOWN_DIFFERENCE + decided.reason + "; " + template)
                .findFirst()
                .orElse(template);
    }

    private boolean covers(String text, TemplateAnswer expected, TemplateAnswer actual) {
        return !expected.isError()
                && !actual.isError()
                && text.contains(template)
                && expected.text().contains(answer)
                && actual.text().contains(answer);
    }
}
