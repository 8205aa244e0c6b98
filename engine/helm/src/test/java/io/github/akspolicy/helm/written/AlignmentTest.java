package io.github.akspolicy.helm.written;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.template.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which lines of a file are known where the executor wrote another number of them. */
class AlignmentTest {
    private static List<Integer> approximate(List<String> helm, List<String> ours) {
        RenderedFile file =
                Alignment.align("a.yaml", String.join("\n", helm), WrittenLines.of(Text.of(String.join("\n", ours))));
        assertThat(file.isExecuted()).isFalse();
        return file.approximateLines().stream().boxed().toList();
    }

    @Test
    void ordinaryOneLineMoreIsApproximate() {
        assertThat(approximate(List.of("a", "x", "b", "c"), List.of("a", "b", "c")))
                .containsExactly(1);
        assertThat(approximate(List.of("a", "c"), List.of("a", "b", "c"))).isEmpty();
        assertThat(approximate(List.of("a"), List.of("b", "c"))).containsExactly(0);
    }

    /** A certificate that is another one each time stands in each of many documents, in one line more or less. */
    @Test
    void linesOfALargeFileAreKnownBetweenThoseOfChance() {
        var helm = new ArrayList<String>();
        var ours = new ArrayList<String>();
        var random = new ArrayList<Integer>();
        for (int i = 0; i < 40_000; i++) {
            if (i % 4_000 == 100) {
                random.add(helm.size());
                random.add(helm.size() + 1);
                helm.addAll(List.of("  key" + i, "  more" + i));
                ours.add("  other" + i);
            }
            helm.add("line: " + i % 7);
            ours.add("line: " + i % 7);
        }

        assertThat(approximate(helm, ours)).isEqualTo(random);
    }

    private static Stream<List<List<String>>> texts() {
        var random = new Random(20261202);
        return IntStream.range(0, 500).mapToObj(i -> List.of(text(random), text(random)));
    }

    private static List<String> text(Random random) {
        return random.ints(1 + random.nextInt(12), 0, 4)
                .mapToObj(i -> String.valueOf((char) ('a' + i)))
                .toList();
    }

    /** As many lines as a longest common subsequence has are known, and each is a line of ours that comes in the same order. */
    @ParameterizedTest
    @MethodSource("texts")
    void asManyLinesAsPossibleAreKnown(List<List<String>> texts) {
        List<String> helm = texts.get(0);
        List<String> ours = texts.get(1);
        if (helm.size() != ours.size()) {
            assertThat(helm.size() - approximate(helm, ours).size()).isEqualTo(common(helm, ours));
        }
    }

    private static int common(List<String> a, List<String> b) {
        int[][] longest = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                longest[i][j] = a.get(i).equals(b.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest[0][0];
    }

    /** Nothing is alike: that is found in time, and said. */
    @Test
    void allLinesOfAnotherTextAreApproximate() {
        List<String> helm = IntStream.range(0, 20_000).mapToObj(i -> "a" + i).toList();
        List<String> ours = IntStream.range(0, 20_001).mapToObj(i -> "b" + i).toList();

        assertThat(approximate(helm, ours)).hasSize(20_000);
    }
}
