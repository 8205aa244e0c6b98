package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The lines that the sample's side-by-side.md counts are those that it shows, and ours are those of the sample. */
class ComparedRulesTest {
    private static final Path PAGE = Path.of("..", "samples", "custom-policies", "side-by-side.md");
    private static final Pattern BLOCK =
            Pattern.compile("```\\w+\\n(.*?)```|Here: \\[\\w+[\\w.]*\\]\\((.*?)\\)", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);

    @Test
    void linesAreCountedAsTheyAre() throws Exception {
        String page = Files.readString(PAGE);
        List<List<String>> table = page.lines()
                .filter(line -> line.startsWith("| a ") || line.startsWith("| the "))
                .map(line -> List.of(line.substring(1).split("\\|")).stream()
                        .map(String::strip)
                        .toList())
                .toList();
        String[] sections = page.split("\n## ");
        assertThat(table).hasSize(sections.length - 1).hasSize(5);
        for (int i = 1; i < sections.length; i++) {
            var counted = new ArrayList<String>();
            counted.add(table.get(i - 1).get(0));
            for (MatchResult block : BLOCK.matcher(sections[i]).results().toList()) {
                String text =
                        block.group(1) != null ? block.group(1) : Files.readString(PAGE.resolveSibling(block.group(2)));
                counted.add(String.valueOf(lines(text)));
            }
            while (counted.size() < table.get(i - 1).size()) {
                counted.add("no");
            }
            assertThat(table.get(i - 1)).isEqualTo(counted);
        }
    }

    @Test
    void oursAreThoseOfTheSample() throws Exception {
        String sample = plain(Files.readString(
                Path.of("..", "samples/custom-policies/src/main/java/com/contoso/policies/ContosoPolicies.java")));
        Matcher java = Pattern.compile("```java\n(.*?);\n```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        int shown = 0;
        while (java.find()) {
            shown++;
            assertThat(sample).contains(plain(java.group(1).replaceAll("(?m)^//.*", "")));
        }
        assertThat(shown).isEqualTo(2);
    }

    private static long lines(String text) {
        return COMMENT.matcher(text)
                .replaceAll("")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty()
                        && !line.startsWith("#")
                        && !line.startsWith("//")
                        && !line.startsWith("import ")
                        // that of a template of Gatekeeper is a line of its text
                        && !(line.startsWith("package ") && !line.startsWith("package contoso")))
                .count();
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }
}
