package io.github.akspolicy.conformance.charts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that no chart contains, written into templates to find them again in what they render to. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("zq\\d{6}qz");

    private int last;

    String next() {
        return String.format(Locale.ROOT, "zq%06dqz", ++last);
    }

    /**
     * A token in a rendered line.
     *
     * @param path the rendered file
     * @param line counted from 1
     * @param column of the character before the token in the line without tokens, counted from 1
     */
    record Hit(String path, int line, int column) {
        boolean isAt(RenderedCase.Claim claim) {
            return line == claim.line() && path.equals(claim.path());
        }
    }

    /** The tokens in a text. */
    static List<String> in(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Every token of a render. */
    static Map<String, List<Hit>> hits(Map<String, List<String>> files) {
        var hits = new HashMap<String, List<Hit>>();
        files.forEach((path, lines) -> {
            for (int i = 0; i < lines.size(); i++) {
                Matcher matcher = TOKEN.matcher(lines.get(i));
                int tokens = 0;
                while (matcher.find()) {
                    int column = Math.max(matcher.start() - tokens, 1);
                    tokens += matcher.end() - matcher.start();
                    hits.computeIfAbsent(matcher.group(), key -> new ArrayList<>())
                            .add(new Hit(path, i + 1, column));
                }
            }
        });
        return hits;
    }
}
