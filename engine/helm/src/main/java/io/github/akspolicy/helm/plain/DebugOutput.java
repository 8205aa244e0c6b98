package io.github.akspolicy.helm.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code helm template --debug} writes where a file is not YAML: each rendered file behind a line with its name. A
 * template may write such a line, too. With the name of a template that wrote nothing it is taken for the beginning of what
 * that one wrote, as Helm takes the {@code ---} before it for the beginning of another document: no document is lost, only
 * where it comes from. With any other name not even that.
 */
final class DebugOutput {
    private static final String HEAD = "---\n# Source: ";

    private static final Pattern NAME = Pattern.compile("(?:\\A|(?<=\n))" + HEAD + "([^\n]*)(?=\n)");

    private DebugOutput() {}

    /** The rendered files by name, in the order of the names; null when a template wrote the line of another. */
    static @Nullable SortedMap<String, String> files(String output) {
        var files = new TreeMap<String, String>();
        Matcher head = NAME.matcher(output);
        for (boolean isFound = head.find(); isFound; ) {
            String name = head.group(1);
            int from = head.end() + 1;
            isFound = head.find();
            String content = output.substring(from, isFound ? Math.max(from, head.start() - 1) : output.length());
            if (!isFound && !content.endsWith("\n")) {
                // Helm cuts the end of its output, which is that of any file
                content += "\n";
            }
            if (files.put(name, content) != null) {
                return null;
            }
        }
        return files;
    }

    /** The names in all lines that begin a file, whoever wrote them. */
    static List<String> names(String output) {
        var names = new ArrayList<String>();
        Matcher head = NAME.matcher(output);
        while (head.find()) {
            names.add(head.group(1));
        }
        return names;
    }
}
