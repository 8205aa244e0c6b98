package io.github.akspolicy.conformance.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the output of {@code helm template} apart by the comments that name the template. */
final class HelmOutput {
    private static final Pattern HEADER =
            Pattern.compile("^---\\n# Source: (\\S.*/(?:templates|crds)/.*)\\n", Pattern.MULTILINE);

    private HelmOutput() {}

    /** What each template wrote, in the order of the output. */
    static Map<String, List<String>> bySource(String output) {
        var texts = new TreeMap<String, List<String>>();
        Matcher matcher = HEADER.matcher(output);
        String source = null;
        int from = 0;
        while (matcher.find()) {
            if (source != null) {
                texts.computeIfAbsent(source, key -> new ArrayList<>()).add(output.substring(from, matcher.start()));
            }
            source = matcher.group(1);
            from = matcher.end();
        }
        if (source != null) {
            texts.computeIfAbsent(source, key -> new ArrayList<>()).add(output.substring(from));
        }
        return texts;
    }
}
