package io.github.akspolicy.helm.deployment;

import io.github.akspolicy.helm.execution.Course;
import io.github.akspolicy.helm.plain.Hooks;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.template.value.Text;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what the templates of a chart write in two executions, as far as Helm installs it. */
final class Comparison {
    private static final String NOTES = "/NOTES.txt";

    private final boolean keepsTests;
    private final Map<Course, Map<String, WrittenText>> written = new IdentityHashMap<>();
    private final Map<Text, WrittenText> texts = new IdentityHashMap<>();
    private final Map<String, DocumentFields> fields = new HashMap<>();

    /** @param keepsTests whether hooks of {@code helm test} are evaluated */
    Comparison(boolean keepsTests) {
        this.keepsTests = keepsTests;
    }

    /** Whether a template writes no more than what Helm prints. */
    static boolean isNotes(String path) {
        return path.endsWith(NOTES);
    }

    /** What an execution wrote, by Helm's name of the template; notes are not installed. */
    Map<String, WrittenText> written(Course course) {
        return written.computeIfAbsent(course, key -> {
            var all = new TreeMap<String, WrittenText>();
            for (Map.Entry<String, Text> text : course.texts().entrySet()) {
                if (!isNotes(text.getKey())) {
                    // a text that an execution takes over from another one does not ask for the revision
                    all.put(
                            text.getKey(),
                            texts.computeIfAbsent(text.getValue(), one -> WrittenText.of(one, course.revision())));
                }
            }
            return all;
        });
    }

    /** The fields of what a template wrote in an execution; none where it wrote nothing. */
    DocumentFields fields(Course course, String path) {
        WrittenText text = written(course).get(path);
        return fields(text == null ? "" : text.settled());
    }

    /** The fields of a text. */
    DocumentFields fields(String text) {
        return fields.computeIfAbsent(text.stripTrailing(), key -> {
            try {
                return DocumentFields.of(Hooks.installed(key, keepsTests).stream()
                        .filter(part -> !part.isBlank())
                        .toList());
            } catch (ManifestException unreadable) {
                return DocumentFields.of(List.of(key));
            }
        });
    }

    /** The fields that two executions write otherwise, by the template; templates that write the same are not among them. */
    Map<String, Set<String>> differing(Course one, Course other) {
        var paths = new TreeSet<>(written(one).keySet());
        paths.addAll(written(other).keySet());
        var differing = new TreeMap<String, Set<String>>();
        for (String path : paths) {
            if (!settled(one, path).equals(settled(other, path))) {
                Set<String> found = fields(one, path).differing(fields(other, path));
                if (!found.isEmpty()) {
                    differing.put(path, found);
                }
            }
        }
        return differing;
    }

    private String settled(Course course, String path) {
        WrittenText text = written(course).get(path);
        return text == null ? "" : text.settled().stripTrailing();
    }
}
