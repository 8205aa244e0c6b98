package io.github.akspolicy.helm.plain;

import java.util.ArrayList;
import java.util.List;

/**
 * A document as {@code helm template} prints it: behind a separator and a line with the name of its template. Helm prints the
 * documents of all templates by their kinds, each without the white space around it, and hooks last; the embedded Helm prints
 * no hooks. It prints neither blank documents nor hooks of an event that it does not know.
 *
 * @param source the name that stands there; a document may begin with such lines itself, which then is one more
 * @param text what follows
 */
record HelmDocument(String source, String text) {
    /** Begins a document where it begins a line; the rest of its second line is the name. */
    private static final String HEAD = "---\n# Source: ";

    /** The documents of what Helm printed; text before the first line of a template is one of no template. */
    static List<HelmDocument> read(String output) {
        var documents = new ArrayList<HelmDocument>();
        int head = head(output, 0);
        String before = output.substring(0, head);
        if (!before.isBlank()) {
            documents.add(new HelmDocument("", before));
        }
        while (head < output.length()) {
            int end = output.indexOf('\n', head + HEAD.length());
            String source = output.substring(head + HEAD.length(), end);
            int from = end + 1;
            head = head(output, from);
            // the line feed that Helm prints behind each document
            documents.add(new HelmDocument(source, output.substring(from, Math.max(from, head - 1))));
        }
        return documents;
    }

    /** Where the next document begins, or the text ends. */
    private static int head(String output, int from) {
        int at = output.indexOf(HEAD, from);
        while (at > 0 && output.charAt(at - 1) != '\n') {
            at = output.indexOf(HEAD, at + 1);
        }
        return at < 0 || output.indexOf('\n', at + HEAD.length()) < 0 ? output.length() : at;
    }

    /** As Helm prints it. */
    String printed() {
        return "---\n# Source: " + source + "\n" + text + "\n";
    }
}
