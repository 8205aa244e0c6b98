package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineStartsTest {
    @Test
    void aNewlineBelongsToTheLineThatItEnds() {
        var lines = new LineStarts("ab\n\nc\n");

        assertThat(IntStream.rangeClosed(0, 7).map(lines::lineAt)).containsExactly(0, 0, 0, 1, 2, 2, 3, 3);
        assertThat(lines.count()).isEqualTo(4);
        assertThat(IntStream.rangeClosed(0, 4).map(lines::start)).containsExactly(0, 3, 4, 6, 6);
        assertThat(IntStream.rangeClosed(0, 4).map(lines::end)).containsExactly(2, 3, 5, 6, 6);
    }

    @Test
    void aTextWithoutLinesHasOne() {
        assertThat(new LineStarts("").count()).isEqualTo(1);
        assertThat(new LineStarts("").lineAt(0)).isZero();
        assertThat(new LineStarts("a\rb").end(0)).isEqualTo(3);
    }
}
