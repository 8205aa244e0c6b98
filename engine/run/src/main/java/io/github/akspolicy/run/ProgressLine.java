package io.github.akspolicy.run;

import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.ReleaseId;
import java.io.Console;
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
    private static final int WIDTH = 78;

    /** To the first column, and everything behind it gone (ECMA-48, "erase in line"). */
    private static final String CLEAR = "\r\u001b[K";

    private final @Nullable PrintStream terminal;
    private final Output log;
    private final LongSupplier nanoTime;
    private final long begin;
    private long spoke;
    private boolean isShown;

    /**
     * @param terminal where lines can be overwritten, or null
     * @param log where they cannot
     */
    ProgressLine(@Nullable PrintStream terminal, Output log, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.log = log;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.spoke = begin;
    }

    /** Since Java 22 there is a console where output goes to a file, too, and it says so. */
    public static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }

    @Override
    public void release(ReleaseId release, int index, int total) {
        long now = nanoTime.getAsLong();
        String text = "release " + index + " of " + total + ": " + SafeText.line(release.toString());
        if (terminal != null) {
            if (now - begin > QUIET_NANOS) {
                terminal.print(CLEAR + (text.length() <= WIDTH ? text : text.substring(0, WIDTH - 3) + "..."));
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
