package io.github.akspolicy.helm;

import io.github.akspolicy.helm.written.RenderedFiles;
import io.github.akspolicy.manifest.DuplicateKey;
import io.github.akspolicy.manifest.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a reader should know about a render and nothing is wrong with. */
final class RenderNotes {
    private static final int MAX_WARNINGS = 20;

    /** The time with which Go's logger begins a line: the same input must give the same report. */
    private static final Pattern TIME = Pattern.compile("^\\d{4}/\\d{2}/\\d{2} \\d{2}:\\d{2}:\\d{2} ");

    private RenderNotes() {}

    /**
     * @param isolation what Helm ran with
     * @param differing about the templates for which an upgrade is evaluated, too
     * @param duplicates keys that values have twice, by file
     * @param log what Helm logged: text of the chart, which the account redacts and every writer neutralises
     */
    static List<String> of(
            String isolation,
            String log,
            RenderedFiles render,
            List<String> differing,
            Map<String, List<DuplicateKey>> duplicates) {
        var notes = new ArrayList<String>();
        notes.add("Helm ran with " + isolation);
        List<String> warnings = log.lines()
                .map(line -> TIME.matcher(line).replaceFirst(""))
                .filter(line -> !line.isBlank())
                .distinct()
                .toList();
        warnings.stream().limit(MAX_WARNINGS).forEach(line -> notes.add("Helm: " + ForeignText.toShow(line)));
        if (warnings.size() > MAX_WARNINGS) {
            notes.add("Helm: " + (warnings.size() - MAX_WARNINGS) + " more lines");
        }
        render.withoutLines()
                .forEach(path -> notes.add(path + " is evaluated, but which lines of the chart wrote it is unknown"));
        notes.addAll(differing);
        duplicates.forEach((path, keys) -> {
            keys.stream()
                    .limit(MAX_WARNINGS)
                    .forEach(key -> notes.add(path + ":" + key.later().line() + ": " + ForeignText.toShow(key.path())
                            + " is set twice, first in line " + key.earlier().line()
                            + ": Helm takes the last one; remove the other"));
            if (keys.size() > MAX_WARNINGS) {
                notes.add(path + ": " + (keys.size() - MAX_WARNINGS) + " more keys are set twice");
            }
        });
        return notes;
    }
}
