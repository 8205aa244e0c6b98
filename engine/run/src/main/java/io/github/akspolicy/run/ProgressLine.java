package io.github.akspolicy.run;

import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.ReleaseId;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far an evaluation is, on one line of a terminal that is overwritten and gone at the end. A log, which keeps what it
 * is told, gets a line only every five minutes: some CI systems end a job that says nothing for ten.
 */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long SIGN_OF_LIFE_NANOS = Duration.ofMinutes(5).toNanos();

    /** To the first column, and everything behind it gone (ECMA-48, "erase in line"). */
    private static final String CLEAR = "\r\u001b[K";

    private final @Nullable PrintStream terminal;
    private final int width;
    private final Output log;
    private final LongSupplier nanoTime;
    private final long begin;
    private long spoke;
    private boolean isShown;

    /**
     * @param terminal where lines can be overwritten, or null
     * @param width how wide it is
     * @param log where they cannot
     */
    ProgressLine(@Nullable PrintStream terminal, int width, Output log, LongSupplier nanoTime) {
        this.terminal = terminal;
        // the last column stays free: some terminals go to the next line there
        this.width = width - 1;
        this.log = log;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.spoke = begin;
    }

    @Override
    public void release(ReleaseId release, int index, int total) {
        long now = nanoTime.getAsLong();
        String text = "release " + index + " of " + total + ": " + SafeText.line(release.toString());
        if (terminal != null) {
            if (now - begin > QUIET_NANOS) {
                terminal.print(CLEAR + (text.length() <= width ? text : text.substring(0, width - 3) + "..."));
                terminal.flush();
                isShown = true;
            }
        } else if (now - spoke > SIGN_OF_LIFE_NANOS) {
            spoke = now;
            log.info(text);
        }
    }

    @Override
    public void close() {
        if (isShown && terminal != null) {
            terminal.print(CLEAR);
            terminal.flush();
            isShown = false;
        }
    }
}
