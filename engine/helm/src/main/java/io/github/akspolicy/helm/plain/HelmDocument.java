package io.github.akspolicy.helm.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document as {@code helm template} prints it: behind a separator and a line with the name of its template. Helm prints the
 * documents of all templates by their kinds, each without the white space around it, and hooks last; the embedded Helm prints
 * no hooks. It prints neither blank documents nor hooks of an event that it does not know.
 *
 * @param source the name that stands there; a document may begin with such lines itself, which then is one more
 * @param text what follows
 */
record HelmDocument(String source, String text) {
    private static final Pattern HEAD = Pattern.compile("(?:\\A|(?<=\n))---\n# Source: ([^\n]*)(?=\n)");

    /** The documents of what Helm printed; text before the first line of a template is one of no template. */
    static List<HelmDocument> read(String output) {
        var documents = new ArrayList<HelmDocument>();
        Matcher head = HEAD.matcher(output);
        boolean isFound = head.find();
        int first = isFound ? head.start() : output.length();
        if (!output.substring(0, first).isBlank()) {
            documents.add(new HelmDocument("", output.substring(0, first)));
        }
        while (isFound) {
            String source = head.group(1);
            int from = head.end() + 1;
            isFound = head.find();
            int next = isFound ? head.start() : output.length();
            // the line feed that Helm prints behind each document
            documents.add(new HelmDocument(source, output.substring(from, Math.max(from, next - 1))));
        }
        return documents;
    }

    /** As Helm prints it. */
    String printed() {
        return "---\n# Source: " + source + "\n" + text + "\n";
    }
}
