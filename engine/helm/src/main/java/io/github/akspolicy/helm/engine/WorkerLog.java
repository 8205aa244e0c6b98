package io.github.akspolicy.helm.engine;

import io.github.akspolicy.helm.worker.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a worker writes to its standard error, call by call. It is read all the time, so that the worker never waits, and
 * kept up to a bound.
 */
final class WorkerLog {
    /** The bytes kept of one call. */
    static final int LIMIT = 64 << 10;

    private static final int BUFFER = 1 << 13;

    private final byte[] mark;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int matched;
    private long marks;
    private boolean ended;

    WorkerLog(InputStream errors, String token) {
        this.mark = Frames.mark(token);
        var reader = new Thread(() -> read(errors), "aks-policy-helm-log");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream errors) {
        byte[] buffer = new byte[BUFFER];
        try (errors) {
            for (int read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
                take(buffer, read);
            }
        } catch (IOException e) {
            // the process was killed: what was read is all there is
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void take(byte[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            byte next = buffer[i];
            if (next == mark[matched]) {
                matched++;
                if (matched == mark.length) {
                    matched = 0;
                    marks++;
                    notifyAll();
                }
                continue;
            }
            for (int k = 0; k < matched; k++) {
                keep(mark[k]);
            }
            // the first byte of the mark occurs once in it
            matched = next == mark[0] ? 1 : 0;
            if (matched == 0) {
                keep(next);
            }
        }
    }

    private void keep(byte next) {
        if (kept.size() < LIMIT) {
            kept.write(next);
        }
    }

    /** What was written up to the mark with this number, counted from 1, or to the end of the process; then forgets it. */
    synchronized String take(long number, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (marks < number && !ended && !interrupted) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupted = true;
                Thread.currentThread().interrupt();
            }
        }
        String text = kept.toString(StandardCharsets.UTF_8);
        kept.reset();
        return text;
    }
}
