package io.github.akspolicy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page is read once, at the first go: half of its sentences have at most sixteen words. */
class SentenceLengthTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path POLICIES = ROOT.resolve("policies/src/main/resources/io/github/akspolicy/policies/docs");

    private static final double LONGEST_MEDIAN = 16;

    /** Pages with longer sentences, and how long: a number here may only become smaller. */
    private static final Map<String, Double> LONGER = Map.of("command-line.md", 17.0);

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^\\s*```.*?^\\s*```");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern ITEM = Pattern.compile("(?m)^\\s*(?:[-*]|\\d+\\.)\\s+");
    private static final Pattern HEADING_OR_ROW = Pattern.compile("(?m)^\\s*[#|].*$");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("`[^`]*`");
    private static final Pattern END = Pattern.compile("(?<=[.!?])\\s+(?=[A-Z\"(])");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][\\w'./-]*");

    /** What has fewer words is a heading of a list, or a link. */
    private static final int FEWEST = 3;

    @Test
    void halfOfTheSentencesOfAPageAreShort() throws IOException {
        List<Path> pages = new ArrayList<>(pages(ROOT.resolve("docs")));
        pages.addAll(pages(POLICIES));
        pages.add(ROOT.resolve("README.md"));
        pages.add(ROOT.resolve("CONTRIBUTING.md"));
        assertThat(pages)
                .hasSizeGreaterThan(280)
                .allSatisfy(page -> assertThat(median(Files.readString(page)))
                        .as("words of a sentence in the median, in " + ROOT.relativize(page))
                        .isLessThanOrEqualTo(
                                LONGER.getOrDefault(page.getFileName().toString(), LONGEST_MEDIAN)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "One two three. Four five six seven. Eight nine ten eleven twelve. => 4",
                "# Six words that are a heading\\n\\nOne two\\nthree four. => 4",
                "- one two three\\n- four five six seven eight => 4",
                "`a b c d e` is one. [Two three](four.md) four five six. => 4",
                "```\\nOne two three four five six seven.\\n```\\nOne two three. => 3",
                "| one two three four five | six |\\n\\nOne two three. => 3",
                "A link. => 0"
            })
    void sentencesAreCounted(String page, double words) {
        assertThat(median(page.replace("\\n", "\n"))).isEqualTo(words);
    }

    private static double median(String page) {
        String prose =
                COMMENT.matcher(CODE_BLOCK.matcher(page).replaceAll("\n")).replaceAll("\n");
        prose = HEADING_OR_ROW.matcher(prose).replaceAll("\n\n");
        prose = NAME.matcher(LINK.matcher(prose).replaceAll("$1")).replaceAll("CODE");
        List<Long> lengths = Stream.of(ITEM.matcher(prose).replaceAll("\n\n").split("\n\\s*\n"))
                .flatMap(END::splitAsStream)
                .map(sentence -> WORD.matcher(sentence).results().count())
                .filter(words -> words >= FEWEST)
                .sorted()
                .toList();
        int middle = lengths.size() / 2;
        if (lengths.isEmpty()) {
            return 0;
        }
        return lengths.size() % 2 == 1 ? lengths.get(middle) : (lengths.get(middle - 1) + lengths.get(middle)) / 2.0;
    }

    private static List<Path> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }
}
