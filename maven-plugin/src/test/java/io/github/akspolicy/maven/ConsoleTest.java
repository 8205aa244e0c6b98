package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.spi.Problem;
import io.github.akspolicy.spi.ReleaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final List<String> printed = new ArrayList<>();
    private final Console console = new Console(new SystemStreamLog() {
        @Override
        public void info(CharSequence content) {
            printed.add("info " + content);
        }

        @Override
        public void error(CharSequence content) {
            printed.add("error " + content);
        }
    });

    @Test
    void tellsProgressOnlyWhenItTakesLong() {
        var clock = new AtomicLong();
        Progress progress = console.progress(clock::get);
        for (int index = 1; index <= 10; index++) {
            progress.release(new ReleaseId("prod", "charts/c" + index, "c" + index), index, 10);
            clock.addAndGet(Duration.ofMillis(900).toNanos());
        }

        assertThat(printed)
                .hasSize(3)
                .allMatch(line -> line.startsWith("info release "))
                .first()
                .asString()
                .contains("release 4 of 10", "c4");
    }

    @Test
    void printsAProblemAsOneBlockWithOneLevel() {
        console.problems(
                Evaluations.broken(new ConfigurationException(List.of(new Problem("it is wrong", null, "fix it")))));

        assertThat(printed).hasSize(1);
        assertThat(printed.get(0).lines()).containsExactly("error it is wrong", "  fix: fix it");
    }
}
