package io.github.akspolicy.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ReleaseId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Progress that does not stay. */
class ProgressLineTest {
    private final RecordingOutput log = new RecordingOutput();
    private final List<String> logged = log.lines;
    private final AtomicLong clock = new AtomicLong();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private static ReleaseId release(int index) {
        return new ReleaseId("prod", "charts/c" + index, "c" + index);
    }

    private void run(ProgressLine progress, Duration each) {
        try (progress) {
            for (int index = 1; index <= 10; index++) {
                progress.release(release(index), index, 10);
                clock.addAndGet(each.toNanos());
            }
        }
    }

    @Test
    void aLogKeepsNothingOfMinutes() {
        run(new ProgressLine(null, 79, log, clock::get), Duration.ofSeconds(20));

        assertThat(logged).isEmpty();
    }

    @Test
    void aLogGetsASignOfLife() {
        run(new ProgressLine(null, 79, log, clock::get), Duration.ofMinutes(2));

        assertThat(logged)
                .hasSize(3)
                .first()
                .asString()
                .startsWith("info release 4 of 10: ")
                .contains("c4");
    }

    @Test
    void aTerminalHasOneLineThatIsGoneAtTheEnd() {
        run(
                new ProgressLine(new PrintStream(screen, true, StandardCharsets.UTF_8), 79, log, clock::get),
                Duration.ofMillis(900));

        String text = screen.toString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("\n").contains("release 4 of 10").doesNotContain("release 3 of 10");
        assertThat(text).endsWith("\r\u001b[K");
        assertThat(logged).isEmpty();
    }

    @Test
    void whatIsQuickShowsNothing() {
        run(
                new ProgressLine(new PrintStream(screen, true, StandardCharsets.UTF_8), 79, log, clock::get),
                Duration.ofMillis(100));

        assertThat(screen.size()).isZero();
    }

    @Test
    void aNameCommandsNoTerminalAndKeepsToOneLine() {
        var progress = new ProgressLine(new PrintStream(screen, true, StandardCharsets.UTF_8), 79, log, clock::get);
        clock.addAndGet(Duration.ofSeconds(3).toNanos());
        progress.release(new ReleaseId("prod", "x\u001b[2J\n" + "y".repeat(200), "c"), 1, 1);

        assertThat(screen.toString(StandardCharsets.UTF_8).substring(4))
                .hasSizeLessThanOrEqualTo(78)
                .doesNotContain("\u001b", "\n");
    }
}
