package io.github.akspolicy.cluster.value;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters as a reader counts them: grapheme clusters (unicode.org/reports/tr29), which Terraform's functions of texts count. */
final class Graphemes {
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private Graphemes() {}

    static int count(String text) {
        return isSimple(text) ? text.length() : of(text).size();
    }

    static List<String> of(String text) {
        List<String> clusters = new ArrayList<>();
        if (isSimple(text)) {
            text.chars().forEach(c -> clusters.add(String.valueOf((char) c)));
            return clusters;
        }
        Matcher matcher = CLUSTER.matcher(text);
        while (matcher.find()) {
            clusters.add(matcher.group());
        }
        return clusters;
    }

    /** Whether each character is one of ASCII, and none is part of a line break of two. */
    private static boolean isSimple(String text) {
        return text.chars().allMatch(c -> c < 0x80 && c != '\r');
    }
}
