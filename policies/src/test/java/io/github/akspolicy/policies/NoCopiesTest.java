package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No logic stands in two policies: what two need belongs into a view. Two sources may have as many tokens in a row in common
 * as the parts of every policy that are alike by nature: references, parameters, the constructor.
 */
class NoCopiesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MOST_TOKENS_IN_COMMON = 80;

    /** Imports and comments are no logic. */
    private static final Pattern LEFT_OUT = Pattern.compile("(?ms)^(import|package) .*?;$|/\\*.*?\\*/|//[^\\n]*");

    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\w+|[^\\s\\w]");

    @Test
    void noTwoPlacesShareALongRunOfTokens() throws IOException {
        Map<List<String>, Path> known = new HashMap<>();
        var copies = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                List<String> tokens = tokens(Files.readString(file));
                for (int i = 0; i + MOST_TOKENS_IN_COMMON < tokens.size(); i++) {
                    Path other = known.putIfAbsent(List.copyOf(tokens.subList(i, i + MOST_TOKENS_IN_COMMON + 1)), file);
                    if (other != null) {
                        copies.add(SOURCES.relativize(file) + " and " + SOURCES.relativize(other));
                    }
                }
            }
        }

        assertThat(copies).isEmpty();
    }

    @Test
    void aCopyIsFoundWhateverItsLayout() {
        assertThat(tokens("package a;\nimport b.C;\n/* why */ f(\"a b\", 1); // end"))
                .isEqualTo(tokens("f(\n  \"a b\",\n  1);"))
                .containsExactly("f", "(", "\"a b\"", ",", "1", ")", ";");
    }

    private static List<String> tokens(String source) {
        var tokens = new ArrayList<String>();
        Matcher matcher = TOKEN.matcher(LEFT_OUT.matcher(source).replaceAll(""));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
