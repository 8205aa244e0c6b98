package io.github.akspolicy.evaluate.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingMarksTest {
    private static final List<String> TESTED = List.of("pod/one", "pod/two");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "# finding: pod/one | line 11 finding: pod/one",
                "# finding: pod/one, pod/two | line 11 finding: pod/one; line 11 finding: pod/two",
                "# finding: pod/one x2 | line 11 finding: pod/one; line 11 finding: pod/one",
                "# unknown: pod/two | line 11 unknown: pod/two",
                "# finding: pod/one: image is old, and odd: # x2 | line 11 finding: pod/one: image is old, and odd: # x2",
                "# finding: pod/one (low): image is old | line 11 finding: pod/one (low): image is old",
                "# finding: pod/one (low) | line 11 finding: pod/one (low)",
                "# finding: pod/one (low) x2: a | line 11 finding: pod/one (low): a; line 11 finding: pod/one (low): a",
                "# unknown: pod/one (info): a | line 11 unknown: pod/one (info): a",
            })
    void aCommentMarksItsLine(String comment, String marks) throws MarkException {
        assertThat(FindingMarks.in("image: a " + comment, 10, TESTED))
                .extracting(FindingMark::toString)
                .containsExactly(marks.split("; "));
        assertThat(FindingMarks.without("  image: a " + comment)).isEqualTo("  image: a");
    }

    @Test
    void aCommentThatStandsAloneMarksTheNextLine() throws MarkException {
        assertThat(FindingMarks.in("""
                a:
                  # finding: pod/one: first
                  # finding: pod/one: second, which
                  b: 1 # finding: pod/two: third
                  # a comment
                  c: 2
                """, 0, TESTED))
                .extracting(FindingMark::toString)
                .containsExactly(
                        "line 4 finding: pod/one: first",
                        "line 4 finding: pod/one: second, which",
                        "line 4 finding: pod/two: third");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# finding: pod/one: image is old",
                "# finding: pod/one (low) x2: image is old",
                "# unknown: pod/two",
            })
    void aMarkIsWrittenAsItIsRead(String comment) throws MarkException {
        List<FindingMark> marks = FindingMarks.in("a: b " + comment, 0, TESTED);
        assertThat(marks.get(0).comment(marks.size())).isEqualTo(comment);
    }

    @Test
    void aFileOfMarksNamesLines() throws MarkException {
        assertThat(FindingMarks.beside("# marks\n\n7 finding: pod/one: is old\n9 unknown: pod/two\n", TESTED))
                .extracting(FindingMark::toString)
                .containsExactly("line 7 finding: pod/one: is old", "line 9 unknown: pod/two");
        assertThatThrownBy(() -> FindingMarks.beside("7 find\n", TESTED))
                .isInstanceOf(MarkException.class)
                .hasMessage("write: 12 finding: group/name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "# findings: pod/one | this looks like a mark and is none",
                "# finding here | this looks like a mark and is none",
                "# finding | must name its policy, since several are tested: [pod/one, pod/two]",
                "# finding: pod/three: is old | pod/three is marked, and tested here is pod/one, pod/two",
                "# finding: pod/one: | \"pod/one:\" is not a policy id; write: # finding: group/name",
                "# finding: is old | \"is old\" is not a policy id; write: # finding: group/name",
                "# finding: pod/one, pod/two: is old | several policies are marked with one message",
                "# finding: pod/one (bad): is old | unknown severity \"bad\"; known: critical, high, medium, low, info",
                "# finding: pod/one x0: is old | x0 marks nothing",
            })
    void whatCannotBeReadIsAnError(String comment, String message) {
        assertThatThrownBy(() -> FindingMarks.in("a: 1\nb: 2 " + comment, 0, TESTED))
                .isInstanceOf(MarkException.class)
                .hasMessageContaining(message)
                .extracting(thrown -> ((MarkException) thrown).line())
                .isEqualTo(2);
    }
}
